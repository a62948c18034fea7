-- Rujukan menurut instansi tujuan, kecamatan asal kasus dan keadaannya pada tanggal data terakhir, dihitung sekali saat data diterbitkan; rujukan kedua satu kasus ke instansi yang sama tidak dihitung lagi.
-- grain: instansi, kode_kecamatan, keadaan
-- made: semua
-- after: mart_kasus, mart_hari_kerja
-- publish: instansi, instansi+keadaan, instansi+kode_kecamatan
-- known: kode_kecamatan, keadaan
-- units: jumlah rujukan
with terakhir as (
    select r.id_rujukan, r.id_kasus, r.instansi_tujuan, r.status, cast(r.status_pada as date) as sejak, p.data_sampai as per,
           row_number() over (partition by r.id_rujukan order by r.status_pada desc, r.baris desc) as urut
    from rujukan r
    join program_keadaan p on p.program = 'layar_sibalang'
),
dirujuk as (
    select x.id_kasus, coalesce(x.instansi_tujuan, 'tidak disebut') as instansi,
           max(case when x.status = 'dikirim' and kini.ke - dulu.ke > 5 then 2
                    when x.status in ('dikirim', 'diterima', 'diproses') then 1
                    else 0 end) as langkah
    from terakhir x
    join mart_hari_kerja kini on kini.tanggal = x.per
    join mart_hari_kerja dulu on dulu.tanggal = x.sejak
    where x.urut = 1
    group by x.id_kasus, coalesce(x.instansi_tujuan, 'tidak disebut')
)
select a.instansi, k.kode_kecamatan,
       case a.langkah when 2 then 'belum_dijawab' when 1 then 'aktif' else 'selesai' end as keadaan, count(*) as jumlah
from dirujuk a
join mart_kasus k on k.id_kasus = a.id_kasus
group by a.instansi, k.kode_kecamatan, a.langkah
order by a.instansi, k.kode_kecamatan, keadaan
