-- Syarat wajib yang berlaku untuk tiap tingkat, termasuk syarat tingkat di bawahnya; kosong bila daftar resminya belum dimuat.
-- grain: kode_kecamatan, tingkat
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: ke urutan; wajib bukti; berlaku bukti; kurang bukti; berlaku_persen persen
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
)
select k.kode as kode_kecamatan, k.nama as nama_kecamatan, k.singkatan, j.ke, j.tingkat,
       cast(u.wajib as bigint) as wajib, cast(u.berlaku as bigint) as berlaku, cast(u.kurang as bigint) as kurang,
       100.0 * u.berlaku / nullif(u.wajib, 0) as berlaku_persen
from ref_kecamatan k
cross join jenjang j
left join kurang u on u.kode_kecamatan = k.kode and u.ke = j.ke
where $kecamatan is null or k.kode = $kecamatan
order by k.nama, j.ke
