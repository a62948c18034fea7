-- Kasus selesai menurut berapa kali pemegangnya berganti sebelum penutupan pertama, dihitung menurut hari.
-- grain: perpindahan
-- param: per DATE = NULL
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: urutan urutan; kasus kasus
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
tutup as (
    select id_kasus, min(dari) as pada from rentang where status in ('selesai', 'selesai_desa') group by id_kasus
),
pindah as (
    select t.id_kasus, sum(case when r.pemegang <> r.pemegang_sebelum then 1 else 0 end) as kali
    from tutup t
    join rentang r on r.id_kasus = t.id_kasus and r.dari <= t.pada
    group by t.id_kasus
),
kelompok as (
    select 0 as urutan, '0 kali' as perpindahan union all select 1, '1 kali' union all select 2, '2 kali'
    union all select 3, '3 kali' union all select 4, '4 kali atau lebih'
)
select k.urutan, k.perpindahan, count(p.id_kasus) as kasus
from kelompok k
left join pindah p on case when p.kali > 4 then 4 else p.kali end = k.urutan
group by k.urutan, k.perpindahan
order by k.urutan
