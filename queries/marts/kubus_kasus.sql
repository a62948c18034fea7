-- Kasus yang masih terbuka dan yang selesai menurut kategori pada tanggal data terakhir, dihitung sekali saat data diterbitkan; yang ditolak atau tidak dapat dihubungi tidak dihitung.
-- grain: kategori, keadaan
-- made: semua
-- after: mart_kasus_rentang
-- publish: kategori, kategori+keadaan
-- known: keadaan
-- units: jumlah kasus
with kini as (
    select r.id_kasus, case when r.terbuka = 1 then 'terbuka' else 'selesai' end as keadaan
    from mart_kasus_rentang r
    join program_keadaan p on p.program = 'layar_sibalang'
    where r.dari <= p.data_sampai and (r.sampai is null or r.sampai > p.data_sampai)
      and r.status not in ('ditolak', 'tidak_dapat_dihubungi')
)
select k.kategori, i.keadaan, count(*) as jumlah
from kini i
join kasus k on k.id_kasus = i.id_kasus
group by k.kategori, i.keadaan
order by k.kategori, i.keadaan
