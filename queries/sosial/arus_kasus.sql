-- Kasus pada akhir tiap pekan menurut tahapnya, dihitung dari riwayat; tinggi seluruhnya adalah semua kasus yang sudah masuk.
-- grain: pekan
-- param: per DATE = NULL
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: diterima kasus; ditangani kasus; dirujuk kasus; menunggu_warga kasus; selesai kasus; masuk kasus
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
rentang as (
    select r.*, t.per, lag(r.pemegang) over (partition by r.id_kasus order by r.dari) as pemegang_sebelum
    from mart_kasus_rentang r
    cross join tanggal t
    where r.dari <= t.per
      and ($kecamatan is null or r.kode_kecamatan = $kecamatan)
      and ($dari is null or r.masuk_tanggal >= $dari)
      and ($sampai is null or r.masuk_tanggal <= $sampai)
),
tahap as (
    select r.*,
           case when terbuka = 0 then 'selesai'
                when status = 'menunggu_warga' then 'menunggu_warga'
                when pemegang = 'Instansi rujukan' then 'dirujuk'
                when urutan = 1 then 'diterima'
                else 'ditangani' end as tahap
    from rentang r
),
gerak as (
    select dari as tanggal, tahap, 1 as langkah from tahap
    union all
    select sampai, tahap, -1 from tahap where sampai <= per
),
senin as (
    select tanggal as pekan from mart_hari_kerja
    where extract(isodow from tanggal) = 1
      and tanggal > (select min(tanggal) from gerak) - 7 and tanggal <= (select per from tanggal)
),
jumlah as (
    select s.pekan,
           coalesce(sum(case when g.tahap = 'diterima' then g.langkah end), 0) as diterima,
           coalesce(sum(case when g.tahap = 'ditangani' then g.langkah end), 0) as ditangani,
           coalesce(sum(case when g.tahap = 'dirujuk' then g.langkah end), 0) as dirujuk,
           coalesce(sum(case when g.tahap = 'menunggu_warga' then g.langkah end), 0) as menunggu_warga,
           coalesce(sum(case when g.tahap = 'selesai' then g.langkah end), 0) as selesai
    from senin s
    left join gerak g on g.tanggal >= s.pekan and g.tanggal < s.pekan + 7
    group by s.pekan
),
kumulatif as (
    select pekan,
           cast(sum(diterima) over (order by pekan rows between unbounded preceding and current row) as bigint) as diterima,
           cast(sum(ditangani) over (order by pekan rows between unbounded preceding and current row) as bigint) as ditangani,
           cast(sum(dirujuk) over (order by pekan rows between unbounded preceding and current row) as bigint) as dirujuk,
           cast(sum(menunggu_warga) over (order by pekan rows between unbounded preceding and current row) as bigint) as menunggu_warga,
           cast(sum(selesai) over (order by pekan rows between unbounded preceding and current row) as bigint) as selesai
    from jumlah
)
select pekan, diterima, ditangani, dirujuk, menunggu_warga, selesai,
       diterima + ditangani + dirujuk + menunggu_warga + selesai as masuk
from kumulatif
order by pekan
