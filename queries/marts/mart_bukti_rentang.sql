-- Keadaan tiap bukti dari tanggal sampai sebelum tanggal berikutnya; kedaluwarsa dihitung dari tanggal berlakunya.
-- grain: id_bukti, keadaan, dari
with harian as (
    select id_bukti, status, alasan, cast(status_pada as date) as dari,
           row_number() over (partition by id_bukti, cast(status_pada as date) order by status_pada desc, baris desc) as urut
    from riwayat_bukti
),
berurut as (
    select id_bukti, status, alasan, dari,
           lead(dari) over (partition by id_bukti order by dari) as sampai
    from harian
    where urut = 1
),
lengkap as (
    select b.id_bukti, b.kode_kecamatan, b.kode_indikator, b.berlaku_sampai, r.status, r.alasan, r.dari, r.sampai
    from bukti b
    join berurut r on r.id_bukti = b.id_bukti
)
select id_bukti, kode_kecamatan, kode_indikator, status as keadaan, alasan, dari,
       case when status = 'disetujui' and berlaku_sampai is not null and (sampai is null or sampai > berlaku_sampai + 1)
            then case when berlaku_sampai + 1 > dari then berlaku_sampai + 1 else dari end
            else sampai end as sampai
from lengkap
where not (status = 'disetujui' and berlaku_sampai is not null and berlaku_sampai < dari)
union all
select id_bukti, kode_kecamatan, kode_indikator, 'kedaluwarsa' as keadaan, cast(null as varchar) as alasan,
       case when berlaku_sampai + 1 > dari then berlaku_sampai + 1 else dari end as dari,
       sampai
from lengkap
where status = 'disetujui'
  and berlaku_sampai is not null
  and (sampai is null or sampai > berlaku_sampai + 1)
order by 1, 6, 4
