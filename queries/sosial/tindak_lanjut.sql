-- Dari orang yang dikunjungi: masih aktif dalam register, perlu kunjungan ulang pada kunjungan terakhirnya, dan diteruskan ke Layar Sibalang; dengan selang Wilson 95 persen.
-- grain: langkah
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: urut urutan; orang orang; dikunjungi orang; persen persen; bawah_persen persen; atas_persen persen
with terpilih as (
    select pid, hasil, id_kasus,
           rank() over (partition by pid order by tanggal_kunjungan desc) as mundur
    from kunjungan
    where ($dari is null or tanggal_kunjungan >= $dari)
      and ($sampai is null or tanggal_kunjungan <= $sampai)
      and ($kecamatan is null or kode_kecamatan = $kecamatan)
      and ($desa is null or kode_desa = $desa)
),
orang as (
    select pid,
           max(case when mundur = 1 and hasil = 'perlu kunjungan ulang' then 1 else 0 end) as ulang,
           max(case when hasil = 'dirujuk' or id_kasus is not null then 1 else 0 end) as rujuk
    from terpilih
    group by pid
),
kini as (
    select pid, status
    from mart_penerima_keadaan
    where (($sampai is null and sampai is null) or (dari <= $sampai and (sampai is null or sampai > $sampai)))
),
jumlah as (
    select count(*) as dikunjungi,
           coalesce(sum(case when k.status = 'aktif' then 1 else 0 end), 0) as aktif,
           coalesce(sum(case when k.status <> 'aktif' then 1 else 0 end), 0) as keluar,
           coalesce(sum(o.ulang), 0) as ulang,
           coalesce(sum(o.rujuk), 0) as rujuk
    from orang o
    left join kini k on k.pid = o.pid
),
langkah as (
    select l.urut, l.langkah, j.dikunjungi,
           cast(case l.langkah when 'masih aktif' then j.aktif when 'sudah keluar' then j.keluar
                               when 'perlu kunjungan ulang' then j.ulang else j.rujuk end as bigint) as orang
    from jumlah j
    cross join (values (1, 'masih aktif'), (2, 'sudah keluar'), (3, 'perlu kunjungan ulang'), (4, 'diteruskan ke layar sibalang')) as l(urut, langkah)
),
bagian as (
    select l.*, 1.0 * orang / nullif(dikunjungi, 0) as p, 1.0 / nullif(dikunjungi, 0) as per_orang from langkah l
)
select urut, langkah, orang, dikunjungi, 100.0 * p as persen,
       100.0 * (p + 1.9208 * per_orang - 1.96 * sqrt(p * (1 - p) * per_orang + 0.9604 * per_orang * per_orang)) / nullif(1 + 3.8416 * per_orang, 0) as bawah_persen,
       100.0 * (p + 1.9208 * per_orang + 1.96 * sqrt(p * (1 - p) * per_orang + 0.9604 * per_orang * per_orang)) / nullif(1 + 3.8416 * per_orang, 0) as atas_persen
from bagian
order by urut
