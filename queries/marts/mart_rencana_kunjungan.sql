-- Keadaan terakhir tiap rencana kunjungan desa.
-- grain: kode_desa, tanggal_rencana
with urut as (
    select kode_kecamatan, kode_desa, tanggal_rencana, status, alasan, tanggal_pelaksanaan,
           row_number() over (partition by kode_desa, tanggal_rencana order by status_pada desc nulls last, run desc, baris desc) as ke
    from rencana_kunjungan
)
select kode_kecamatan, kode_desa, tanggal_rencana, status, alasan, tanggal_pelaksanaan
from urut
where ke = 1
order by kode_desa, tanggal_rencana
