-- Setiap kejadian di tiap tempat yang dikenainya dan penyaluran pertama sesudahnya: yang menyebut nomornya, yang ke tempat sama, dan yang baru diminta.
-- grain: id_kejadian, kode_kecamatan, kode_desa
-- after: mart_kejadian_wilayah
-- units: contoh 1 = ya; jam_longgar jam; jam_tercatat jam; jam_tersurat jam; jam_sesudah jam; jam_diminta jam
with register as (
    select cast(date_trunc('month', min(coalesce(minta_pada, serah_pada))) as timestamp) as dari,
           cast(cast(max(coalesce(serah_pada, minta_pada)) as date) + interval '1 day' as timestamp) as sampai,
           max(case when contoh then 1 else 0 end) as contoh
    from logistik_keluar
),
tempat as (
    select w.id_kejadian, w.kode_kecamatan, w.kode_desa, w.tanggal_dari, r.sampai, r.contoh,
           coalesce(e.mulai_pada, cast(w.tanggal_dari as timestamp)) as mulai,
           case when e.mulai_pada is null then 24 else 0 end as jam_longgar,
           case when r.sampai is null then 'register belum dimuat'
                when coalesce(e.mulai_pada, cast(w.tanggal_sampai as timestamp) + interval '1 day') < r.dari then 'sebelum register'
                when e.mulai_pada is null and e.presisi_tanggal <> 'hari' then 'tanggal tidak pasti'
                else 'dapat dinilai' end as waktu
    from mart_kejadian_wilayah w
    join kejadian e on e.id_kejadian = w.id_kejadian
    cross join register r
),
cocok as (
    select t.id_kejadian, t.kode_kecamatan, t.kode_desa, b.id_penyaluran, b.minta_pada, b.serah_pada,
           case when b.id_kejadian is not null then 1 else 0 end as tersurat
    from tempat t
    join logistik_keluar b on b.kode_kecamatan = t.kode_kecamatan
                          and (t.kode_desa is null or b.kode_desa is null or b.kode_desa = t.kode_desa)
                          and (b.id_kejadian is null or b.id_kejadian = t.id_kejadian)
                          and case when t.waktu = 'tanggal tidak pasti' then b.id_kejadian is not null
                                   else coalesce(b.serah_pada, b.minta_pada) >= t.mulai end
),
pertama as (
    select id_kejadian, kode_kecamatan, kode_desa,
           min(case when tersurat = 1 then serah_pada end) as tersurat_pada,
           min(case when tersurat = 0 then serah_pada end) as sesudah_pada,
           min(case when serah_pada is null then minta_pada end) as diminta_pada
    from cocok
    group by id_kejadian, kode_kecamatan, kode_desa
),
nomor as (
    select c.id_kejadian, c.kode_kecamatan, c.kode_desa,
           min(case when c.tersurat = 1 and c.serah_pada = p.tersurat_pada then c.id_penyaluran end) as tersurat_id,
           min(case when c.tersurat = 0 and c.serah_pada = p.sesudah_pada then c.id_penyaluran end) as sesudah_id,
           min(case when c.serah_pada is null and c.minta_pada = p.diminta_pada then c.id_penyaluran end) as diminta_id
    from cocok c
    join pertama p on p.id_kejadian = c.id_kejadian
                  and p.kode_kecamatan = c.kode_kecamatan
                  and coalesce(p.kode_desa, '') = coalesce(c.kode_desa, '')
    group by c.id_kejadian, c.kode_kecamatan, c.kode_desa
)
select t.id_kejadian, t.kode_kecamatan, t.kode_desa, t.waktu, coalesce(t.contoh, 0) as contoh,
       case when t.waktu <> 'tanggal tidak pasti' then t.mulai end as mulai,
       t.jam_longgar,
       (extract(epoch from t.sampai) - extract(epoch from t.mulai)) / 3600 as jam_tercatat,
       p.tersurat_pada, n.tersurat_id, p.sesudah_pada, n.sesudah_id, p.diminta_pada, n.diminta_id,
       case when t.waktu <> 'tanggal tidak pasti' then (extract(epoch from p.tersurat_pada) - extract(epoch from t.mulai)) / 3600 end as jam_tersurat,
       case when t.waktu <> 'tanggal tidak pasti' then (extract(epoch from p.sesudah_pada) - extract(epoch from t.mulai)) / 3600 end as jam_sesudah,
       case when t.waktu <> 'tanggal tidak pasti' then (extract(epoch from p.diminta_pada) - extract(epoch from t.mulai)) / 3600 end as jam_diminta
from tempat t
left join pertama p on p.id_kejadian = t.id_kejadian
                   and p.kode_kecamatan = t.kode_kecamatan
                   and coalesce(p.kode_desa, '') = coalesce(t.kode_desa, '')
left join nomor n on n.id_kejadian = t.id_kejadian
                 and n.kode_kecamatan = t.kode_kecamatan
                 and coalesce(n.kode_desa, '') = coalesce(t.kode_desa, '')
order by t.tanggal_dari, t.id_kejadian, t.kode_kecamatan, t.kode_desa
