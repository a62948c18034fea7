-- Setiap kejadian di tiap tempat yang dikenainya dan keadaan tiap mata rantainya: kejadian, konsultasi desa, bantuan, kasus sosial; yang tidak dapat dinilai disebut sebabnya, tidak ditebak.
-- grain: id_kejadian, kode_kecamatan, kode_desa
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- param: hari DOUBLE = 14
-- param: hari_bantuan DOUBLE = 14
-- param: forum VARCHAR = '63.11.05'
-- param: hari_ini DATE = NULL
-- units: konsultasi_hari hari; konsultasi_contoh 1 = CONTOH; bantuan_hari hari; bantuan_contoh 1 = CONTOH; kasus_terbit kasus
with kini as (
    select coalesce(cast($hari_ini as date), max(data_sampai)) as per from program_keadaan
),
register as (
    select count(*) as konsultasi, coalesce(max(case when contoh then 1 else 0 end), 0) as contoh from konsultasi
),
kasus as (
    select count(*) as sel, max(case when tabel = 'kategori' and kategori = 'korban bencana' then jumlah end) as terbit from kubus_kasus
),
tempat as (
    select w.id_kejadian, w.kode_kecamatan, w.kode_desa, w.kode_ancaman, e.tanggal, w.tanggal_dari, w.tanggal_sampai,
           case when e.contoh then 1 else 0 end as contoh,
           m.waktu as waktu_konsultasi, m.jam_tercatat as jam_tercatat_konsultasi,
           case when m.tersurat_pada is not null then m.tersurat_pada
                when m.jam_sesudah <= 24 * $hari then m.sesudah_pada end as konsultasi_pada,
           case when m.tersurat_pada is not null then m.jam_tersurat
                when m.jam_sesudah <= 24 * $hari then m.jam_sesudah end as jam_konsultasi,
           case when m.tersurat_pada is not null then 1 else 0 end as konsultasi_tersurat,
           b.waktu as waktu_bantuan, b.contoh as contoh_bantuan, b.mulai, b.jam_tercatat as jam_tercatat_bantuan,
           case when b.tersurat_pada is not null then b.tersurat_pada
                when b.jam_sesudah <= 24 * $hari_bantuan then b.sesudah_pada end as bantuan_pada,
           case when b.tersurat_pada is not null then b.jam_tersurat
                when b.jam_sesudah <= 24 * $hari_bantuan then b.jam_sesudah end as jam_bantuan,
           case when b.tersurat_pada is not null then b.tersurat_id
                when b.jam_sesudah <= 24 * $hari_bantuan then b.sesudah_id end as bantuan_id,
           case when b.tersurat_pada is not null then 1 else 0 end as bantuan_tersurat,
           case when b.jam_diminta <= 24 * $hari_bantuan then b.diminta_id end as diminta_id
    from mart_kejadian_wilayah w
    join kejadian e on e.id_kejadian = w.id_kejadian
    join mart_kejadian_bantuan b on b.id_kejadian = w.id_kejadian
                                and b.kode_kecamatan = w.kode_kecamatan
                                and coalesce(b.kode_desa, '') = coalesce(w.kode_desa, '')
    left join mart_kejadian_konsultasi m on m.id_kejadian = w.id_kejadian
                                        and m.kode_kecamatan = w.kode_kecamatan
                                        and coalesce(m.kode_desa, '') = coalesce(w.kode_desa, '')
    where ($dari is null or w.tanggal_sampai >= $dari)
      and ($sampai is null or w.tanggal_dari <= $sampai)
      and ($kecamatan is null or w.kode_kecamatan = $kecamatan)
      and ($bahaya is null or w.kode_ancaman = $bahaya or w.kode_ancaman_induk = $bahaya)
),
nomor as (
    select t.id_kejadian, t.kode_kecamatan, t.kode_desa, min(k.id_konsultasi) as konsultasi_id
    from tempat t
    join konsultasi k on k.kode_kecamatan = t.kode_kecamatan
                     and (t.kode_desa is null or k.kode_desa = t.kode_desa)
                     and k.masuk_pada = t.konsultasi_pada
                     and (k.id_kejadian = t.id_kejadian or (k.id_kejadian is null and t.konsultasi_tersurat = 0))
    group by t.id_kejadian, t.kode_kecamatan, t.kode_desa
),
dinilai as (
    select t.*,
           case when t.konsultasi_pada is not null then 'ada'
                when t.waktu_konsultasi is null and t.kode_kecamatan <> $forum then 'tidak berlaku'
                when coalesce(t.waktu_konsultasi, '') <> 'dapat dinilai' then 'belum dapat ditentukan'
                when t.jam_tercatat_konsultasi < 24 * $hari then 'belum jatuh tempo'
                else 'tanpa' end as konsultasi,
           case when t.bantuan_pada is not null then 'ada'
                when t.waktu_bantuan <> 'dapat dinilai' then 'belum dapat ditentukan'
                when extract(epoch from cast(j.per as timestamp)) < extract(epoch from t.mulai) + 86400 * $hari_bantuan then 'belum jatuh tempo'
                when t.jam_tercatat_bantuan < 24 * $hari_bantuan then 'belum dapat ditentukan'
                else 'tanpa' end as bantuan
    from tempat t
    cross join kini j
)
select t.id_kejadian, t.kode_kecamatan, t.kode_desa, c.nama as nama_kecamatan, d.nama as nama_desa,
       t.tanggal, t.tanggal_dari, t.tanggal_sampai, a.nama_pendek as nama_ancaman,
       'ada' as kejadian,
       t.konsultasi,
       case when t.konsultasi = 'ada' and t.konsultasi_tersurat = 1 then 'menyebut nomor kejadian'
            when t.konsultasi = 'ada' and t.kode_desa is null then 'kecamatan yang sama'
            when t.konsultasi = 'ada' then 'desa yang sama'
            when t.konsultasi = 'tidak berlaku' then 'DESTANA hanya Lampihong'
            when t.konsultasi = 'tanpa' then 'tidak tercatat sampai batas waktu'
            when t.konsultasi = 'belum jatuh tempo' then 'batas waktunya belum lewat pada data'
            when r.konsultasi = 0 then 'register konsultasi belum dimuat'
            when r.contoh > t.contoh then 'register konsultasi nyata belum dimuat'
            when t.waktu_konsultasi = 'sebelum register' then 'kejadian sebelum register konsultasi mulai'
            when t.waktu_konsultasi = 'tanggal tidak pasti' then 'tanggal kejadian tidak diketahui sampai hari'
            else 'register konsultasi kecamatan ini belum dimuat' end as konsultasi_sebab,
       n.konsultasi_id, t.konsultasi_pada, t.jam_konsultasi / 24 as konsultasi_hari,
       case when t.konsultasi in ('ada', 'tanpa', 'belum jatuh tempo') and r.contoh + t.contoh > 0 then 1 else 0 end as konsultasi_contoh,
       t.bantuan,
       case when t.bantuan = 'ada' and t.bantuan_tersurat = 1 then 'menyebut nomor kejadian'
            when t.bantuan = 'ada' and t.kode_desa is not null and exists (select 1 from logistik_keluar l where l.id_penyaluran = t.bantuan_id and l.kode_desa = t.kode_desa) then 'desa yang sama'
            when t.bantuan = 'ada' then 'kecamatan yang sama'
            when t.bantuan = 'tanpa' and t.diminta_id is not null then 'diminta tetapi belum diserahkan'
            when t.bantuan = 'tanpa' then 'tidak tercatat sampai batas waktu'
            when t.bantuan = 'belum jatuh tempo' then 'batas waktunya belum lewat'
            when t.waktu_bantuan = 'register belum dimuat' then 'register penyaluran belum dimuat'
            when t.contoh_bantuan > t.contoh then 'register penyaluran nyata belum dimuat'
            when t.waktu_bantuan = 'sebelum register' then 'kejadian sebelum register penyaluran mulai'
            when t.waktu_bantuan = 'tanggal tidak pasti' then 'tanggal kejadian tidak diketahui sampai hari'
            else 'register penyaluran belum sampai batas waktu' end as bantuan_sebab,
       coalesce(t.bantuan_id, t.diminta_id) as bantuan_id, t.bantuan_pada, t.jam_bantuan / 24 as bantuan_hari,
       case when t.bantuan in ('ada', 'tanpa', 'belum jatuh tempo') and t.contoh_bantuan + t.contoh > 0 then 1 else 0 end as bantuan_contoh,
       'belum dapat ditentukan' as kasus,
       case when s.sel = 0 then 'register kasus belum dimuat'
            when s.terbit is null then 'kasus tidak menyebut kejadian; jumlah kecil tertutup'
            else 'kasus tidak menyebut kejadian' end as kasus_sebab,
       cast(s.terbit as bigint) as kasus_terbit
from dinilai t
cross join register r
cross join kasus s
left join nomor n on n.id_kejadian = t.id_kejadian
                 and n.kode_kecamatan = t.kode_kecamatan
                 and coalesce(n.kode_desa, '') = coalesce(t.kode_desa, '')
left join ref_kecamatan c on c.kode = t.kode_kecamatan
left join ref_desa d on d.kode = t.kode_desa
left join ref_ancaman a on a.kode = t.kode_ancaman
order by t.tanggal_dari desc, t.id_kejadian desc, t.kode_kecamatan, t.kode_desa
