-- Laporan yang mungkin kejadian yang sama: bahaya sama, desa sama atau paling jauh 1,5 km, selisih paling lama 24 jam.
-- grain: id_laporan
-- after: mart_laporan_proses
-- units: selisih_jam jam; jarak_km kilometer
with terbuka as (
    select id_laporan, kode_kecamatan, kode_desa, coalesce(kode_ancaman_induk, kode_ancaman) as ancaman, lapor_pada, tanggal,
           coalesce(kejadian_pada, lapor_pada) as pada, id_kejadian,
           case when titik_di_luar = 0 then lintang end as lintang, case when titik_di_luar = 0 then bujur end as bujur
    from mart_laporan_proses
    where status <> 'ditolak'
),
hari as (
    select cast(geser as integer) as geser from (values (-1), (0), (1)) as g(geser)
),
tetangga as (
    select t.*, cast(t.pada as date) + h.geser as hari
    from terbuka t
    cross join hari h
),
pasangan as (
    select b.id_laporan, b.kode_kecamatan, b.kode_desa, b.ancaman, b.lapor_pada, b.tanggal,
           a.id_laporan as id_pasangan, a.id_kejadian,
           abs(extract(epoch from b.pada) - extract(epoch from a.pada)) / 3600 as selisih_jam,
           sqrt((b.lintang - a.lintang) * (b.lintang - a.lintang) * 12226.0 + (b.bujur - a.bujur) * (b.bujur - a.bujur) * 12373.0) as jarak_km,
           case when a.kode_desa = b.kode_desa then 1 else 0 end as sedesa,
           a.lapor_pada as pasangan_lapor_pada
    from terbuka b
    join tetangga a on a.ancaman = b.ancaman and a.hari = cast(b.pada as date)
    where b.id_kejadian is null
      and a.id_laporan <> b.id_laporan
      and (a.lapor_pada < b.lapor_pada or (a.lapor_pada = b.lapor_pada and a.id_laporan < b.id_laporan))
),
layak as (
    select p.*,
           row_number() over (partition by id_laporan order by case when id_kejadian is null then 1 else 0 end, pasangan_lapor_pada, id_pasangan) as urut
    from pasangan p
    where selisih_jam <= 24
      and (sedesa = 1 or jarak_km <= 1.5)
)
select id_laporan, kode_kecamatan, kode_desa, ancaman as kode_ancaman, tanggal, lapor_pada, id_pasangan, id_kejadian, selisih_jam, jarak_km
from layak
where urut = 1
order by lapor_pada desc, id_laporan
