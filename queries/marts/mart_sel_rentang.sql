-- Keadaan tiap kecamatan dan indikator dari tanggal sampai sebelum tanggal berikutnya, menurut bukti terbaiknya.
-- grain: kode_kecamatan, kode_indikator, dari
-- units: dokumen dokumen
-- after: mart_bukti_rentang
with batas as (
    select kode_kecamatan, kode_indikator, dari from mart_bukti_rentang
    union
    select kode_kecamatan, kode_indikator, sampai as dari from mart_bukti_rentang where sampai is not null
),
selang as (
    select kode_kecamatan, kode_indikator, dari,
           lead(dari) over (partition by kode_kecamatan, kode_indikator order by dari) as sampai
    from batas
),
-- Tidak berlaku tanpa alasan bukan pengecualian: sel itu tetap wajib dan dihitung kosong.
bukti_hari as (
    select s.kode_kecamatan, s.kode_indikator, s.dari, s.sampai, r.id_bukti, r.keadaan, r.dari as sejak, b.berlaku_sampai,
           r.keadaan = 'tidak_berlaku' and trim(coalesce(r.alasan, '')) = '' as tanpa_alasan
    from selang s
    join mart_bukti_rentang r on r.kode_kecamatan = s.kode_kecamatan and r.kode_indikator = s.kode_indikator
     and r.dari <= s.dari and (r.sampai is null or r.sampai > s.dari)
    join bukti b on b.id_bukti = r.id_bukti
),
terurut as (
    select kode_kecamatan, kode_indikator, dari, sampai, id_bukti, keadaan, sejak, tanpa_alasan,
           row_number() over (
               partition by kode_kecamatan, kode_indikator, dari
               order by case when tanpa_alasan then 6 when keadaan = 'tidak_berlaku' then 0 when keadaan = 'disetujui' then 1
                             when keadaan = 'diperiksa' then 2 when keadaan = 'diunggah' then 3
                             when keadaan = 'perlu_perbaikan' then 4 when keadaan = 'kedaluwarsa' then 5 else 7 end,
                        coalesce(berlaku_sampai, cast('9999-12-31' as date)) desc, sejak desc, id_bukti
           ) as urut,
           sum(case when keadaan <> 'kosong' then 1 else 0 end) over (partition by kode_kecamatan, kode_indikator, dari) as dokumen
    from bukti_hari
)
select kode_kecamatan, kode_indikator, dari, sampai,
       case when tanpa_alasan then 'kosong' else keadaan end as keadaan,
       id_bukti, sejak, tanpa_alasan, cast(dokumen as bigint) as dokumen
from terurut
where urut = 1
order by kode_kecamatan, kode_indikator, dari
