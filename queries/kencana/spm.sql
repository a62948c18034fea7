-- Warga terlayani dari sasaran tiap sub-kegiatan SPM dan kecamatan, tahun terakhir yang datanya ada pada tanggal itu.
-- grain: kode_layanan, kode_kecamatan
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: tahun tahun; sasaran_orang orang; terlayani_orang orang; persen persen
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
baris as (
    select c.tahun, c.kode_kecamatan, c.kode_layanan, c.sasaran_orang, c.terlayani_orang
    from spm_capaian c
    cross join tanggal t
    where coalesce(c.tanggal_data, cast(cast(c.tahun as varchar) || '-12-31' as date)) <= t.per
),
terakhir as (
    select max(tahun) as tahun from baris
)
select l.kode as kode_layanan, l.layanan, l.sub_kegiatan, k.kode as kode_kecamatan, k.nama as nama_kecamatan, k.singkatan, y.tahun,
       b.sasaran_orang, b.terlayani_orang, 100.0 * b.terlayani_orang / nullif(b.sasaran_orang, 0) as persen,
       case when b.sasaran_orang = 0 then 'tidak berlaku'
            when b.sasaran_orang is null or b.terlayani_orang is null then 'belum dilaporkan'
            else 'dilaporkan' end as keadaan
from ref_spm_bencana l
cross join ref_kecamatan k
cross join terakhir y
left join baris b on b.kode_layanan = l.kode and b.kode_kecamatan = k.kode and b.tahun = y.tahun
where y.tahun is not null and ($kecamatan is null or k.kode = $kecamatan)
order by l.kode, k.nama
