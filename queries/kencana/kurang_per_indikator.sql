-- Banyaknya kecamatan yang buktinya belum berlaku untuk tiap indikator, menurut sebabnya, dan lama pemeriksaannya.
-- grain: kode_indikator
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: wajib kecamatan; kurang kecamatan; kosong kecamatan; menunggu kecamatan; perlu_perbaikan kecamatan; kedaluwarsa kecamatan; median_hari hari; n_periksa putaran
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
sel as (
    select k.kode as kode_kecamatan, k.nama as nama_kecamatan, i.kode as kode_indikator,
           coalesce(s.keadaan, 'kosong') as keadaan, i.nama_pendek, i.uraian
    from ref_kecamatan k
    cross join tanggal t
    join mart_indikator_rentang i on i.dihitung and i.dari <= t.per and (i.sampai is null or i.sampai > t.per)
    left join mart_sel_rentang s on s.kode_kecamatan = k.kode and s.kode_indikator = i.kode
         and s.dari <= t.per and (s.sampai is null or s.sampai > t.per)
    where $kecamatan is null or k.kode = $kecamatan
),
hitung as (
    select kode_indikator, nama_pendek, uraian,
           cast(sum(case when keadaan <> 'tidak_berlaku' then 1 else 0 end) as bigint) as wajib,
           cast(sum(case when keadaan not in ('tidak_berlaku', 'disetujui') then 1 else 0 end) as bigint) as kurang,
           cast(sum(case when keadaan = 'kosong' then 1 else 0 end) as bigint) as kosong,
           cast(sum(case when keadaan in ('diunggah', 'diperiksa') then 1 else 0 end) as bigint) as menunggu,
           cast(sum(case when keadaan = 'perlu_perbaikan' then 1 else 0 end) as bigint) as perlu_perbaikan,
           cast(sum(case when keadaan = 'kedaluwarsa' then 1 else 0 end) as bigint) as kedaluwarsa
    from sel
    group by kode_indikator, nama_pendek, uraian
),
periksa as (
    select p.kode_indikator, count(*) as n,
           percentile_cont(0.5) within group (
               order by (extract(epoch from p.selesai_pada) - extract(epoch from p.mulai_pada)) / 86400
           ) as median_hari
    from mart_pemeriksaan p
    cross join tanggal t
    where p.hasil <> 'kosong' and cast(p.selesai_pada as date) <= t.per
      and ($kecamatan is null or p.kode_kecamatan = $kecamatan)
    group by p.kode_indikator
)
select h.kode_indikator, h.nama_pendek, h.uraian, h.wajib, h.kurang, h.kosong, h.menunggu, h.perlu_perbaikan, h.kedaluwarsa,
       p.median_hari, coalesce(p.n, 0) as n_periksa
from hitung h
left join periksa p on p.kode_indikator = h.kode_indikator
order by h.kurang desc, h.kode_indikator
