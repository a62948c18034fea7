-- Tahap bukti dukung menurut target: tenggat, sasaran, yang berlaku pada hari itu atau pada tenggat, dan laju yang masih perlu.
-- grain: periode_dari, periode_sampai
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: nilai satuan_target; sasaran_bukti bukti; berlaku bukti; wajib bukti; kurang bukti; sisa_hari hari; per_minggu bukti_per_minggu
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
baris as (
    select s.periode_dari, s.periode_sampai, s.nilai, s.satuan, s.dokumen, s.kode_kecamatan, t.per,
           least(t.per, s.periode_sampai) as hari,
           row_number() over (
               partition by s.periode_dari, s.periode_sampai order by case when s.kode_kecamatan is null then 1 else 0 end, s.nilai desc
           ) as urut
    from target s
    cross join tanggal t
    where s.program = 'kencana' and s.indikator = 'bukti_berlaku' and t.per is not null
      and (s.kode_kecamatan is null or s.kode_kecamatan = $kecamatan)
),
tahap as (
    select * from baris where urut = 1
),
sel as (
    select h.hari, coalesce(s.keadaan, 'kosong') as keadaan
    from (select distinct hari from tahap) h
    cross join ref_kecamatan k
    join mart_indikator_rentang i on i.dihitung and i.dari <= h.hari and (i.sampai is null or i.sampai > h.hari)
    left join mart_sel_rentang s on s.kode_kecamatan = k.kode and s.kode_indikator = i.kode
         and s.dari <= h.hari and (s.sampai is null or s.sampai > h.hari)
    where $kecamatan is null or k.kode = $kecamatan
),
hitung as (
    select hari,
           cast(sum(case when keadaan = 'disetujui' then 1 else 0 end) as bigint) as berlaku,
           cast(sum(case when keadaan <> 'tidak_berlaku' then 1 else 0 end) as bigint) as wajib
    from sel
    group by hari
),
banding as (
    -- Target sekabupaten dalam bukti tidak dapat dibagi ke satu kecamatan; yang dalam persen dapat.
    select t.*, h.berlaku, h.wajib,
           case when t.satuan = 'persen' then cast(ceil(h.wajib * t.nilai / 100 - 0.000001) as bigint)
                when t.satuan = 'bukti' and (t.kode_kecamatan is not null or $kecamatan is null) then cast(ceil(t.nilai) as bigint)
           end as sasaran_bukti
    from tahap t
    left join hitung h on h.hari = t.hari
)
select periode_dari, periode_sampai,
       case when per > periode_sampai then 'berakhir' when per < periode_dari then 'belum dimulai' else 'berjalan' end as keadaan_tahap,
       nilai, satuan, sasaran_bukti, berlaku, wajib,
       greatest(sasaran_bukti - berlaku, 0) as kurang,
       cast(case when per <= periode_sampai then periode_sampai - per end as bigint) as sisa_hari,
       case when per between periode_dari and periode_sampai - 1 and sasaran_bukti > berlaku
            then 7.0 * (sasaran_bukti - berlaku) / nullif(periode_sampai - per, 0) end as per_minggu,
       dokumen
from banding
order by periode_sampai, periode_dari
