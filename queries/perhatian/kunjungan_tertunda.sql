-- Kunjungan yang ditunda dan belum dijadwalkan lagi lebih dari sekian hari sesudah tanggal rencananya; sejak = hari pertama lewat batas itu.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: hari_ini DATE = NULL
-- units: nilai hari
with terakhir as (
    select kode_desa, tanggal_rencana, status,
           row_number() over (partition by kode_desa, tanggal_rencana order by status_pada desc, baris desc) as urut
    from rencana_kunjungan
)
select x.kode_desa || ' ' || cast(x.tanggal_rencana as varchar) as kode, d.nama,
       coalesce(cast($hari_ini as date), current_date) - x.tanggal_rencana as nilai,
       x.tanggal_rencana + cast(floor(coalesce($ambang, 0)) as integer) + 1 as sejak, x.kode_desa
from terakhir x
join ref_desa d on d.kode = x.kode_desa
where x.urut = 1 and x.status = 'ditunda'
  and coalesce(cast($hari_ini as date), current_date) - x.tanggal_rencana > coalesce($ambang, 0)
  and not exists (select 1 from kunjungan k where k.kode_desa = x.kode_desa and k.tanggal_kunjungan > x.tanggal_rencana)
order by nilai desc, kode
