-- Bobot tiap indikator yang dihitung pada satu tanggal dan dokumen asalnya; kosong bila belum ditetapkan.
-- grain: kode_indikator
-- param: per DATE = NULL
-- units: bobot bobot
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
daftar as (
    select i.kode, i.nama_pendek, i.uraian
    from mart_indikator_rentang i
    cross join tanggal t
    where i.dihitung and i.dari <= t.per and (i.sampai is null or i.sampai > t.per)
),
bobot as (
    select w.kode_indikator, w.bobot, w.dokumen, w.sumber_url, w.berlaku_dari,
           row_number() over (partition by w.kode_indikator order by coalesce(w.berlaku_dari, cast('0001-01-01' as date)) desc, w.baris desc) as urut
    from bobot_indikator w
    cross join tanggal t
    where coalesce(w.berlaku_dari, cast('0001-01-01' as date)) <= t.per and (w.berlaku_sampai is null or w.berlaku_sampai >= t.per)
)
select d.kode as kode_indikator, d.nama_pendek, d.uraian, w.bobot, w.berlaku_dari, w.dokumen, w.sumber_url
from daftar d
left join bobot w on w.kode_indikator = d.kode and w.urut = 1
order by d.kode
