-- Kejadian sungguhan dalam 28 kolom DIBI: dampak versi terakhir pada cakupan terluas, kosong berarti belum dilaporkan; bahaya di luar daftar nasional tanpa kode jenis.
-- grain: id
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- units: minggu minggu ke; bulan bulan ke; tahun tahun; jumlah_kejadian kejadian; meninggal_orang orang; hilang_orang orang; luka_orang orang; terdampak_jiwa jiwa; mengungsi_orang orang; rumah_rusak_berat_unit unit; rumah_rusak_sedang_unit unit; rumah_rusak_ringan_unit unit; rumah_terendam_unit unit; fas_pendidikan_unit unit; fas_ibadah_unit unit; fas_kesehatan_unit unit; fas_kantor_unit unit; jembatan_unit unit
with berlaku as (
    select d.*,
           case d.cakupan when 'kejadian' then 1 when 'kecamatan' then 2 else 3 end as lebar
    from dampak d
    where coalesce(d.status, 'berlaku') <> 'ditarik' and not d.contoh
),
terluas as (
    select b.*, min(b.lebar) over (partition by b.id_kejadian) as lebar_terluas from berlaku b
),
terakhir as (
    select t.*, max(t.versi_ke) over (partition by t.id_kejadian) as versi_terakhir
    from terluas t
    where t.lebar = t.lebar_terluas
),
angka as (
    select id_kejadian,
           cast(sum(meninggal_orang) as bigint) as meninggal_orang,
           cast(sum(hilang_orang) as bigint) as hilang_orang,
           cast(sum(luka_orang) as bigint) as luka_orang,
           cast(sum(terdampak_jiwa) as bigint) as terdampak_jiwa,
           cast(sum(mengungsi_orang) as bigint) as mengungsi_orang,
           cast(sum(rumah_rusak_berat_unit) as bigint) as rumah_rusak_berat_unit,
           cast(sum(rumah_rusak_sedang_unit) as bigint) as rumah_rusak_sedang_unit,
           cast(sum(rumah_rusak_ringan_unit) as bigint) as rumah_rusak_ringan_unit,
           cast(sum(rumah_terendam_unit) as bigint) as rumah_terendam_unit,
           cast(sum(fas_pendidikan_unit) as bigint) as fas_pendidikan_unit,
           cast(sum(fas_ibadah_unit) as bigint) as fas_ibadah_unit,
           cast(sum(fas_kesehatan_unit) as bigint) as fas_kesehatan_unit,
           cast(sum(fas_kantor_unit) as bigint) as fas_kantor_unit,
           cast(sum(jembatan_unit) as bigint) as jembatan_unit
    from terakhir
    where versi_ke = versi_terakhir
    group by id_kejadian
)
select k.id_kejadian as id,
       case when k.mulai_pada is not null then cast(k.mulai_pada as varchar) else cast(k.tanggal as varchar) end as waktu,
       extract(week from k.tanggal) as minggu,
       case when extract(year from k.tanggal_dari) = extract(year from k.tanggal_sampai)
             and extract(month from k.tanggal_dari) = extract(month from k.tanggal_sampai)
            then extract(month from k.tanggal_dari) end as bulan,
       case when extract(year from k.tanggal_dari) = extract(year from k.tanggal_sampai)
            then extract(year from k.tanggal_dari) end as tahun,
       '63' as kode_provinsi,
       'Kalimantan Selatan' as provinsi,
       '63.11' as kode_kabupaten,
       'Balangan' as kabupaten,
       case when substr(coalesce(a.induk, a.kode), 1, 1) = '1' then coalesce(a.induk, a.kode) end as kode_jenis,
       a.nama as nama_kejadian,
       case coalesce(a.induk, a.kode)
            when '101' then 'Banjir'
            when '102' then 'Tanah longsor'
            when '104' then 'Gelombang pasang / Abrasi'
            when '105' then 'Cuaca ekstrem'
            when '106' then 'Kekeringan'
            when '107' then 'Kebakaran hutan dan lahan'
            when '108' then 'Gempabumi'
            when '109' then 'Tsunami'
            when '111' then 'Erupsi gunung api' end as jenis_bencana,
       case when substr(coalesce(a.induk, a.kode), 1, 1) = '1' then 'True' end as is_bencana,
       1 as jumlah_kejadian,
       n.meninggal_orang,
       n.hilang_orang,
       n.luka_orang,
       n.terdampak_jiwa,
       n.mengungsi_orang,
       n.rumah_rusak_berat_unit,
       n.rumah_rusak_sedang_unit,
       n.rumah_rusak_ringan_unit,
       n.rumah_terendam_unit,
       n.fas_pendidikan_unit,
       n.fas_ibadah_unit,
       n.fas_kesehatan_unit,
       n.fas_kantor_unit,
       n.jembatan_unit
from kejadian k
left join ref_ancaman a on a.kode = k.kode_ancaman
left join angka n on n.id_kejadian = k.id_kejadian
where coalesce(k.lingkup, 'kejadian') <> 'rekap' and not k.contoh
  and ($dari is null or k.tanggal_sampai >= $dari)
  and ($sampai is null or k.tanggal_dari <= $sampai)
order by k.tanggal_dari, k.id_kejadian
