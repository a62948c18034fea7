-- Keadaan terakhir tiap tindak lanjut rapat; yang lewat tenggat di atas, lalu yang belum, yang berjalan dan yang selesai.
-- grain: id
-- param: hari_ini DATE = NULL
-- param: program VARCHAR = NULL
-- param: kecamatan VARCHAR = NULL
-- units: umur_hari hari; lewat_hari hari
with berurut as (
    select t.*,
           row_number() over (partition by t.id_tindak_lanjut order by t.status_pada desc, t.baris desc) as urut,
           min(cast(t.status_pada as date)) over (partition by t.id_tindak_lanjut) as sejak
    from tindak_lanjut t
)
select id_tindak_lanjut as id, coalesce(program, 'umum') as program, kode_kecamatan, tanggal_rapat, keputusan, penanggung_jawab,
       tenggat, status, status_pada, indikator, catatan, contoh,
       coalesce(cast($hari_ini as date), current_date) - coalesce(tanggal_rapat, sejak) as umur_hari,
       case when status in ('belum', 'berjalan') and tenggat < coalesce(cast($hari_ini as date), current_date)
            then coalesce(cast($hari_ini as date), current_date) - tenggat end as lewat_hari
from berurut
where urut = 1
  and ($program is null or program = $program)
  and ($kecamatan is null or kode_kecamatan is null or kode_kecamatan = $kecamatan)
order by lewat_hari desc nulls last,
         case status when 'belum' then 1 when 'berjalan' then 2 when 'selesai' then 3 else 4 end,
         tenggat nulls last, id
