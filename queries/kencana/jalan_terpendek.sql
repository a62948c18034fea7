-- Bukti paling sedikit yang menaikkan tiap kecamatan satu tingkat: syarat wajib tingkat berikut yang belum berlaku.
-- grain: kode_kecamatan
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: kurang bukti
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
daftar as (
    select i.kode, i.tingkat, i.dihitung, i.status_sumber
    from mart_indikator_rentang i
    cross join tanggal t
    where i.dari <= t.per and (i.sampai is null or i.sampai > t.per)
),
-- Satu tingkat diketahui bila syaratnya ada yang dihitung dan semua barisnya bersumber; "(semua)" disyaratkan sejak Pratama.
jenjang as (
    select j.ke, j.tingkat,
           case when sum(case when d.dihitung then 1 else 0 end) > 0
                 and sum(case when d.status_sumber <> 'bersumber' then 1 else 0 end) = 0 then 1 else 0 end as diketahui
    from (values (1, 'Pratama'), (2, 'Madya'), (3, 'Utama')) as j(ke, tingkat)
    left join daftar d on d.tingkat = j.tingkat
    group by j.ke, j.tingkat
),
batas as (
    select coalesce(min(case when diketahui = 0 then ke end), 4) - 1 as ke,
           string_agg(case when diketahui = 0 then tingkat end, ', ' order by ke) as belum
    from jenjang
),
syarat as (
    select d.kode, j.ke
    from daftar d
    join jenjang j on j.tingkat = case when d.tingkat = '(semua)' then 'Pratama' else d.tingkat end
    cross join batas b
    where d.dihitung and j.ke <= b.ke
),
sel as (
    select k.kode as kode_kecamatan, y.ke, y.kode as kode_indikator, coalesce(s.keadaan, 'kosong') as keadaan
    from ref_kecamatan k
    cross join tanggal t
    cross join syarat y
    left join mart_sel_rentang s on s.kode_kecamatan = k.kode and s.kode_indikator = y.kode
         and s.dari <= t.per and (s.sampai is null or s.sampai > t.per)
    where $kecamatan is null or k.kode = $kecamatan
),
kurang as (
    select k.kode as kode_kecamatan, j.ke, j.tingkat,
           sum(case when s.keadaan <> 'tidak_berlaku' then 1 else 0 end) as wajib,
           sum(case when s.keadaan = 'disetujui' then 1 else 0 end) as berlaku,
           sum(case when s.keadaan not in ('disetujui', 'tidak_berlaku') then 1 else 0 end) as kurang
    from ref_kecamatan k
    cross join jenjang j
    join batas b on j.ke <= b.ke
    left join sel s on s.kode_kecamatan = k.kode and s.ke <= j.ke
    where $kecamatan is null or k.kode = $kecamatan
    group by k.kode, j.ke, j.tingkat
),
dicapai as (
    select kode_kecamatan, max(case when kurang = 0 then ke else 0 end) as ke from kurang group by kode_kecamatan
),
langkah as (
    select k.kode as kode_kecamatan, k.nama as nama_kecamatan, coalesce(d.ke, 0) as ke, b.ke as batas, b.belum
    from ref_kecamatan k
    cross join batas b
    left join dicapai d on d.kode_kecamatan = k.kode
    where $kecamatan is null or k.kode = $kecamatan
)
select l.kode_kecamatan, l.nama_kecamatan,
       case when l.batas = 0 then 'belum dapat ditentukan' when l.ke = 0 then 'belum mencapai Pratama' else j.tingkat end as tingkat_sekarang,
       case when l.ke = 3 then 'tidak ada lagi' when l.ke >= l.batas then 'belum dapat ditentukan' else n.tingkat end as tingkat_berikut,
       cast(case when l.ke = 3 then 0 when l.ke < l.batas then u.kurang end as bigint) as kurang,
       case when l.ke < l.batas then
           (select string_agg(s.kode_indikator, ', ' order by s.kode_indikator)
            from sel s
            where s.kode_kecamatan = l.kode_kecamatan and s.ke <= l.ke + 1 and s.keadaan not in ('disetujui', 'tidak_berlaku'))
       end as daftar_kurang,
       case when l.ke >= l.batas and l.ke < 3 then 'daftar syarat resmi tingkat ' || l.belum || ' belum dimuat' end as alasan
from langkah l
left join jenjang j on j.ke = l.ke
left join jenjang n on n.ke = l.ke + 1
left join kurang u on u.kode_kecamatan = l.kode_kecamatan and u.ke = l.ke + 1
order by kurang, nama_kecamatan
