-- Hari kerja sampai selesai menurut kategori; hanya kategori yang jumlah selesainya boleh ditampilkan dan sedikitnya lima.
-- grain: kategori
-- made: semua
-- after: kubus_kasus, mart_kasus_rentang
-- units: n kasus; median hari kerja; p25 hari kerja; p75 hari kerja; p90 hari kerja; batas_hari_kerja hari kerja
with selesai as (
    select k.kategori, r.jalan_sebelum as hari, r.batas_hari_kerja
    from mart_kasus_rentang r
    join kasus k on k.id_kasus = r.id_kasus
    join program_keadaan p on p.program = 'layar_sibalang'
    where r.dari <= p.data_sampai and (r.sampai is null or r.sampai > p.data_sampai) and r.status in ('selesai', 'selesai_desa')
),
lama as (
    select kategori,
           percentile_cont(0.5) within group (order by hari) as median,
           percentile_cont(0.25) within group (order by hari) as p25,
           percentile_cont(0.75) within group (order by hari) as p75,
           percentile_cont(0.9) within group (order by hari) as p90,
           percentile_cont(0.5) within group (order by batas_hari_kerja) as batas_hari_kerja
    from selesai
    group by kategori
),
boleh as (
    select kategori, max(jumlah) as n
    from kubus_kasus
    where tabel = 'kategori+keadaan' and keadaan = 'selesai' and not disembunyikan and jumlah >= 5
    group by kategori
)
select s.kategori, b.n is null as tertutup, b.n,
       case when b.n is not null then l.median end as median,
       case when b.n is not null then l.p25 end as p25,
       case when b.n is not null then l.p75 end as p75,
       case when b.n is not null then l.p90 end as p90,
       case when b.n is not null then l.batas_hari_kerja end as batas_hari_kerja
from (select distinct kategori from kubus_kasus where tabel = 'kategori') s
left join boleh b on b.kategori = s.kategori
left join lama l on l.kategori = s.kategori
order by s.kategori
