-- Kelengkapan bukti tiap kecamatan dengan dan tanpa bobot; yang berbobot hanya bila semua indikatornya berbobot.
-- grain: kode_kecamatan
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: berlaku bukti; wajib bukti; berlaku_persen persen; bobot_berlaku bobot; bobot_wajib bobot; berbobot_persen persen; tanpa_bobot indikator
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
bobot as (
    select w.kode_indikator, w.bobot, w.dokumen, w.sumber_url, w.berlaku_dari,
           row_number() over (partition by w.kode_indikator order by coalesce(w.berlaku_dari, cast('0001-01-01' as date)) desc, w.baris desc) as urut
    from bobot_indikator w
    cross join tanggal t
    where coalesce(w.berlaku_dari, cast('0001-01-01' as date)) <= t.per and (w.berlaku_sampai is null or w.berlaku_sampai >= t.per)
),
sel as (
    select k.kode as kode_kecamatan, k.nama as nama_kecamatan, i.kode as kode_indikator,
           coalesce(s.keadaan, 'kosong') as keadaan
    from ref_kecamatan k
    cross join tanggal t
    join mart_indikator_rentang i on i.dihitung and i.dari <= t.per and (i.sampai is null or i.sampai > t.per)
    left join mart_sel_rentang s on s.kode_kecamatan = k.kode and s.kode_indikator = i.kode
         and s.dari <= t.per and (s.sampai is null or s.sampai > t.per)
    where $kecamatan is null or k.kode = $kecamatan
),
hitung as (
    select s.kode_kecamatan, s.nama_kecamatan,
           cast(sum(case when s.keadaan = 'disetujui' then 1 else 0 end) as bigint) as berlaku,
           count(*) as wajib,
           sum(case when s.keadaan = 'disetujui' then w.bobot else 0 end) as bobot_berlaku,
           sum(w.bobot) as bobot_wajib,
           cast(sum(case when w.bobot is null then 1 else 0 end) as bigint) as tanpa_bobot
    from sel s
    left join bobot w on w.kode_indikator = s.kode_indikator and w.urut = 1
    where s.keadaan <> 'tidak_berlaku'
    group by s.kode_kecamatan, s.nama_kecamatan
)
select kode_kecamatan, nama_kecamatan, berlaku, wajib,
       100.0 * berlaku / nullif(wajib, 0) as berlaku_persen,
       case when tanpa_bobot = 0 then bobot_berlaku end as bobot_berlaku,
       case when tanpa_bobot = 0 then bobot_wajib end as bobot_wajib,
       case when tanpa_bobot = 0 then 100.0 * bobot_berlaku / nullif(bobot_wajib, 0) end as berbobot_persen,
       tanpa_bobot
from hitung
order by berlaku_persen desc, nama_kecamatan
