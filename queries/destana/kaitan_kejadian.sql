-- Setiap kejadian di tempat peserta dan konsultasi pertama sesudahnya: yang menyebut nomor kejadian, atau yang dari tempat sama dalam sekian hari; selebihnya kosong dan disebut sebabnya.
-- grain: id, kode_kecamatan, kode_desa
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: desa VARCHAR = NULL
-- param: jam DOUBLE = 48
-- param: hari DOUBLE = 14
-- param: hari_pasca DOUBLE = 30
-- units: jam_konsultasi jam; jam_longgar jam; jam_pasca jam; tepat 1 = ya; pasca_sampai 1 = ya
with terpilih as (
    select m.*,
           case when m.tersurat_pada is not null then m.tersurat_pada
                when m.jam_sesudah <= 24 * $hari then m.sesudah_pada end as konsultasi_pada,
           case when m.tersurat_pada is not null then m.jam_tersurat
                when m.jam_sesudah <= 24 * $hari then m.jam_sesudah end as jam_konsultasi
    from mart_kejadian_konsultasi m
    where ($dari is null or m.tanggal_sampai >= $dari)
      and ($sampai is null or m.tanggal_dari <= $sampai)
      and ($desa is null or m.kode_desa = $desa)
)
select t.id_kejadian as id, t.tanggal_dari, t.tanggal_sampai, a.nama_pendek as nama_ancaman, t.kode_kecamatan, t.kode_desa,
       d.nama as nama_desa, t.konsultasi_pada,
       case when t.tersurat_pada is not null then 'menyebut nomor kejadian'
            when t.konsultasi_pada is not null and t.kode_desa is null then 'kecamatan yang sama'
            when t.konsultasi_pada is not null then 'desa yang sama' end as cara,
       t.jam_konsultasi,
       t.jam_longgar,
       case when t.konsultasi_pada is not null then 'ada konsultasi'
            when t.waktu <> 'dapat dinilai' then t.waktu
            when t.jam_tercatat < 24 * $hari then 'belum jatuh tempo'
            else 'tanpa konsultasi' end as keadaan,
       case when t.waktu = 'dapat dinilai' and t.jam_tercatat - t.jam_longgar >= $jam
            then case when t.jam_sesudah - t.jam_longgar <= $jam then 1 else 0 end end as tepat,
       case when t.jam_pasca <= 24 * $hari_pasca then t.pasca_pada end as pasca_pada,
       case when t.jam_pasca <= 24 * $hari_pasca then t.jam_pasca end as jam_pasca,
       case when t.waktu = 'dapat dinilai' and t.jam_tercatat >= 24 * $hari_pasca
            then case when t.jam_pasca <= 24 * $hari_pasca then 1 else 0 end end as pasca_sampai
from terpilih t
left join ref_ancaman a on a.kode = t.kode_ancaman
left join ref_desa d on d.kode = t.kode_desa
order by t.tanggal_dari desc, t.id_kejadian, t.kode_kecamatan, t.kode_desa
