-- Celah rantai sejak kejadian: mata rantai yang sampai batas waktunya tidak tercatat di satu tempat, sejak = hari batas itu lewat; kolom yang belum ada pada register kasus disebut sekali untuk semua kejadian.
-- grain: tautan, id_kejadian, kode_kecamatan, kode_desa
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- param: hari DOUBLE = 14
-- param: hari_bantuan DOUBLE = 14
-- param: hari_ini DATE = NULL
-- units: hari hari; contoh 1 = CONTOH
with kini as (
    select coalesce(cast($hari_ini as date), max(data_sampai)) as per from program_keadaan
),
register as (
    select coalesce(max(case when contoh then 1 else 0 end), 0) as contoh from konsultasi
),
tempat as (
    select w.*, case when e.contoh then 1 else 0 end as contoh
    from mart_kejadian_wilayah w
    join kejadian e on e.id_kejadian = w.id_kejadian
    where ($dari is null or w.tanggal_sampai >= $dari)
      and ($sampai is null or w.tanggal_dari <= $sampai)
      and ($kecamatan is null or w.kode_kecamatan = $kecamatan)
      and ($bahaya is null or w.kode_ancaman = $bahaya or w.kode_ancaman_induk = $bahaya)
),
putus as (
    select 'konsultasi' as tautan, t.id_kejadian, t.kode_kecamatan, t.kode_desa, t.kode_ancaman, t.tanggal_dari,
           cast(m.mulai + cast($hari * 1440 as integer) * interval '1 minute' as date) as sejak,
           'tidak ada konsultasi' as sebab, greatest(r.contoh, t.contoh) as contoh
    from tempat t
    join mart_kejadian_konsultasi m on m.id_kejadian = t.id_kejadian
                                   and m.kode_kecamatan = t.kode_kecamatan
                                   and coalesce(m.kode_desa, '') = coalesce(t.kode_desa, '')
    cross join register r
    where m.waktu = 'dapat dinilai' and m.tersurat_pada is null and m.jam_tercatat >= 24 * $hari
      and (m.jam_sesudah is null or m.jam_sesudah > 24 * $hari)
    union all
    select 'bantuan' as tautan, t.id_kejadian, t.kode_kecamatan, t.kode_desa, t.kode_ancaman, t.tanggal_dari,
           cast(b.mulai + cast($hari_bantuan * 1440 as integer) * interval '1 minute' as date) as sejak,
           case when b.jam_diminta <= 24 * $hari_bantuan then 'diminta tetapi belum diserahkan'
                else 'tidak ada penyaluran' end as sebab, greatest(b.contoh, t.contoh) as contoh
    from tempat t
    join mart_kejadian_bantuan b on b.id_kejadian = t.id_kejadian
                                and b.kode_kecamatan = t.kode_kecamatan
                                and coalesce(b.kode_desa, '') = coalesce(t.kode_desa, '')
    cross join kini j
    where b.waktu = 'dapat dinilai' and b.tersurat_pada is null and b.jam_tercatat >= 24 * $hari_bantuan
      and (b.jam_sesudah is null or b.jam_sesudah > 24 * $hari_bantuan)
      and extract(epoch from cast(j.per as timestamp)) >= extract(epoch from b.mulai) + 86400 * $hari_bantuan
    union all
    select 'kasus', null, null, null, null, null, null, 'kolom nomor kejadian', 0
    where exists (select 1 from tempat)
)
select p.tautan, p.id_kejadian, p.kode_kecamatan, p.kode_desa, c.nama as nama_kecamatan, d.nama as nama_desa,
       a.nama_pendek as nama_ancaman, p.tanggal_dari, p.sejak,
       cast((extract(epoch from cast(j.per as timestamp)) - extract(epoch from cast(p.sejak as timestamp))) / 86400 as bigint) as hari,
       p.sebab, p.contoh
from putus p
cross join kini j
left join ref_kecamatan c on c.kode = p.kode_kecamatan
left join ref_desa d on d.kode = p.kode_desa
left join ref_ancaman a on a.kode = p.kode_ancaman
order by p.contoh, hari desc nulls last, p.tautan, p.id_kejadian, p.kode_kecamatan, p.kode_desa
