-- Laporan yang keadaan terakhirnya masih diterima, dihitung per desa dan hari lapor.
-- grain: kode_kecamatan, kode_desa, lapor_tanggal
-- units: laporan laporan
with terakhir as (
    select id_laporan, status,
           row_number() over (partition by id_laporan order by status_pada desc) as urut
    from riwayat_laporan
)
select l.kode_kecamatan, l.kode_desa, cast(l.lapor_pada as date) as lapor_tanggal, count(*) as laporan
from laporan l
left join terakhir t on t.id_laporan = l.id_laporan and t.urut = 1
where coalesce(t.status, 'diterima') = 'diterima'
group by l.kode_kecamatan, l.kode_desa, cast(l.lapor_pada as date)
order by lapor_tanggal, l.kode_kecamatan, l.kode_desa
