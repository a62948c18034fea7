-- Satu baris tiap laporan: langkah terjauh, lama antar jam (negatif bila jam terbalik), keparahan, titik dan kelompoknya.
-- grain: id_laporan
-- units: tingkat langkah; keparahan langkah; ada_titik 1 = ya; titik_di_luar 1 = ya; terbalik 1 = ya; mutu alasan; verifikasi_menit menit; tugas_menit menit; tiba_menit menit; selesai_menit menit; tanggap_menit menit; tanggap_kejadian_menit menit; umur_menit menit; umur_kejadian_menit menit; bujur derajat; lintang derajat
with langkah as (
    select id_laporan,
           min(case when status = 'terverifikasi' then status_pada end) as verifikasi_pada,
           min(case when status = 'ditugaskan' then status_pada end) as tugas_pada,
           min(case when status = 'ditangani' then status_pada end) as tangani_pada,
           min(case when status = 'bantuan_tiba' then status_pada end) as tiba_pada,
           min(case when status = 'selesai' then status_pada end) as selesai_pada,
           max(status_pada) as terakhir_pada
    from riwayat_laporan
    group by id_laporan
),
terakhir as (
    select id_laporan, status,
           row_number() over (partition by id_laporan order by status_pada desc, baris desc) as urut
    from riwayat_laporan
),
putusan as (
    select id_laporan, id_kejadian, hubungan,
           row_number() over (partition by id_laporan order by dicatat_pada desc, baris desc) as urut
    from kelompok_laporan
),
akhir as (
    select max(pada) as pada
    from (select max(lapor_pada) as pada from laporan union all select max(status_pada) as pada from riwayat_laporan) as semua
),
lengkap as (
    select l.id_laporan, l.kode_kecamatan, l.kode_desa, l.kode_ancaman, a.induk as kode_ancaman_induk,
           l.kanal, l.jenis_pelapor, l.kode_pelapor, l.lapor_pada, l.tanggal_kejadian,
           cast(l.tanggal_kejadian as timestamp)
               + (60 * extract(hour from l.jam_kejadian) + extract(minute from l.jam_kejadian)) * interval '1 minute' as kejadian_pada,
           coalesce(l.tanggal_kejadian, cast(l.lapor_pada as date)) as tanggal,
           s.verifikasi_pada, s.tugas_pada, s.tangani_pada, s.tiba_pada, s.selesai_pada,
           coalesce(s.tugas_pada, s.tangani_pada, s.tiba_pada) as tanggap_pada,
           coalesce(t.status, 'diterima') as status,
           case when p.hubungan = 'gabung' then p.id_kejadian end as id_kejadian,
           l.lintang, l.bujur, l.tma_cm, l.akibat_longsor, l.bangunan_terbakar_unit, l.keparahan as penilaian,
           h.pada as akhir_pada
    from laporan l
    left join ref_ancaman a on a.kode = l.kode_ancaman
    left join langkah s on s.id_laporan = l.id_laporan
    left join terakhir t on t.id_laporan = l.id_laporan and t.urut = 1
    left join putusan p on p.id_laporan = l.id_laporan and p.urut = 1
    cross join akhir h
),
diukur as (
    select x.*,
           case when selesai_pada is not null then 5 when tiba_pada is not null then 4
                when tugas_pada is not null or tangani_pada is not null then 3
                when verifikasi_pada is not null then 2 else 1 end as tingkat,
           (extract(epoch from verifikasi_pada) - extract(epoch from lapor_pada)) / 60 as verifikasi,
           (extract(epoch from tugas_pada) - extract(epoch from verifikasi_pada)) / 60 as tugas,
           (extract(epoch from tiba_pada) - extract(epoch from tugas_pada)) / 60 as tiba,
           (extract(epoch from selesai_pada) - extract(epoch from tiba_pada)) / 60 as selesai,
           (extract(epoch from tanggap_pada) - extract(epoch from lapor_pada)) / 60 as tanggap,
           (extract(epoch from tanggap_pada) - extract(epoch from kejadian_pada)) / 60 as tanggap_kejadian,
           (extract(epoch from akhir_pada) - extract(epoch from lapor_pada)) / 60 as umur,
           (extract(epoch from akhir_pada) - extract(epoch from kejadian_pada)) / 60 as umur_kejadian
    from lengkap x
)
select d.id_laporan, d.kode_kecamatan, d.kode_desa, d.kode_ancaman, d.kode_ancaman_induk, d.kanal, d.jenis_pelapor,
       d.kode_pelapor, d.tanggal, cast(d.lapor_pada as date) as lapor_tanggal, cast(d.verifikasi_pada as date) as verifikasi_tanggal,
       d.lapor_pada, d.kejadian_pada, d.status, d.id_kejadian,
       coalesce(d.id_kejadian, 'sendiri ' || d.id_laporan) as kelompok,
       d.tingkat,
       d.verifikasi as verifikasi_menit,
       d.tugas as tugas_menit,
       d.tiba as tiba_menit,
       d.selesai as selesai_menit,
       d.tanggap as tanggap_menit,
       d.tanggap_kejadian as tanggap_kejadian_menit,
       d.umur as umur_menit,
       d.umur_kejadian as umur_kejadian_menit,
       case when d.lapor_pada < d.kejadian_pada or d.verifikasi < 0 or d.tugas < 0 or d.tiba < 0 or d.selesai < 0
                 or d.tanggap < 0 or d.tanggap_kejadian < 0 then 1 else 0 end as terbalik,
       case when d.status = 'duplikat' then 2
            when d.status = 'ditolak' then 3
            when d.kode_desa is null and (d.lintang is null or d.bujur is null) then 4
            when d.kode_desa is null and not (d.lintang between -2.54 and -1.99 and d.bujur between 115.31 and 115.90) then 5
            when d.kejadian_pada is null then 6
            when d.lapor_pada < d.kejadian_pada or d.verifikasi < 0 or d.tugas < 0 or d.tiba < 0 or d.selesai < 0
                 or d.tanggap < 0 or d.tanggap_kejadian < 0 then 7
            else 8 end as mutu,
       coalesce(k.langkah, case d.penilaian when 'ringan' then 1 when 'sedang' then 2 when 'berat' then 3 end) as keparahan,
       coalesce(k.kata, d.penilaian) as keparahan_kata,
       case when d.lintang is not null and d.bujur is not null then 1 else 0 end as ada_titik,
       case when d.lintang is not null and d.bujur is not null
             and not (d.lintang between -2.54 and -1.99 and d.bujur between 115.31 and 115.90) then 1 else 0 end as titik_di_luar,
       d.lintang, d.bujur
from diukur d
left join ref_keparahan k
       on k.kode_ancaman = coalesce(d.kode_ancaman_induk, d.kode_ancaman)
      and ((k.ukuran = 'tma_cm' and d.tma_cm >= k.dari and d.tma_cm <= k.sampai)
           or (k.ukuran = 'akibat_longsor' and d.akibat_longsor = k.nilai)
           or (k.ukuran = 'bangunan_terbakar_unit' and d.bangunan_terbakar_unit >= k.dari and d.bangunan_terbakar_unit <= k.sampai))
order by d.tanggal, d.id_laporan
