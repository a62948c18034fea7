-- Perubahan bukti tiap kecamatan sesudah satu tanggal: disetujui, kedaluwarsa, dikembalikan dan baru diunggah.
-- grain: kode_kecamatan
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: dari DATE = NULL
-- units: berlaku_awal bukti; disetujui bukti; kedaluwarsa bukti; gugur_lain bukti; berlaku_akhir bukti; dikembalikan bukti; baru_diunggah bukti
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
rentang as (
    select t.per,
           coalesce(
               cast($dari as date),
               (select max(r.tanggal_rapat) from tindak_lanjut r where r.program in ('kencana', 'umum') and r.tanggal_rapat < t.per),
               t.per - 30
           ) as dari
    from tanggal t
),
langkah as (
    select s.kode_kecamatan, s.kode_indikator, s.dari, s.sampai, s.keadaan,
           coalesce(lag(s.keadaan) over (partition by s.kode_kecamatan, s.kode_indikator order by s.dari), 'kosong') as sebelumnya
    from mart_sel_rentang s
    cross join tanggal t
    join mart_indikator_rentang i on i.kode = s.kode_indikator and i.dihitung
         and i.dari <= t.per and (i.sampai is null or i.sampai > t.per)
    where s.dari <= t.per
),
hitung as (
    select l.kode_kecamatan,
           sum(case when l.keadaan = 'disetujui' and l.dari <= r.dari and (l.sampai is null or l.sampai > r.dari) then 1 else 0 end) as berlaku_awal,
           sum(case when l.keadaan = 'disetujui' and (l.sampai is null or l.sampai > r.per) then 1 else 0 end) as berlaku_akhir,
           sum(case when l.dari > r.dari and l.keadaan = 'disetujui' and l.sebelumnya <> 'disetujui' then 1 else 0 end) as disetujui,
           sum(case when l.dari > r.dari and l.keadaan = 'kedaluwarsa' and l.sebelumnya = 'disetujui' then 1 else 0 end) as kedaluwarsa,
           sum(case when l.dari > r.dari and l.keadaan not in ('disetujui', 'kedaluwarsa') and l.sebelumnya = 'disetujui' then 1 else 0 end) as gugur_lain,
           sum(case when l.dari > r.dari and l.keadaan = 'perlu_perbaikan' and l.sebelumnya <> 'perlu_perbaikan' then 1 else 0 end) as dikembalikan,
           sum(case when l.dari > r.dari and l.keadaan not in ('kosong', 'tidak_berlaku') and l.sebelumnya = 'kosong' then 1 else 0 end) as baru_diunggah
    from langkah l
    cross join rentang r
    group by l.kode_kecamatan
)
select k.kode as kode_kecamatan, k.nama as nama_kecamatan, r.dari, r.per,
       cast(coalesce(h.berlaku_awal, 0) as bigint) as berlaku_awal,
       cast(coalesce(h.disetujui, 0) as bigint) as disetujui,
       cast(coalesce(h.kedaluwarsa, 0) as bigint) as kedaluwarsa,
       cast(coalesce(h.gugur_lain, 0) as bigint) as gugur_lain,
       cast(coalesce(h.berlaku_akhir, 0) as bigint) as berlaku_akhir,
       cast(coalesce(h.dikembalikan, 0) as bigint) as dikembalikan,
       cast(coalesce(h.baru_diunggah, 0) as bigint) as baru_diunggah
from ref_kecamatan k
cross join rentang r
left join hitung h on h.kode_kecamatan = k.kode
where r.per is not null and ($kecamatan is null or k.kode = $kecamatan)
order by berlaku_akhir - berlaku_awal desc, nama_kecamatan
