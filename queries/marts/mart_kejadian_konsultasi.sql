-- Setiap kejadian di kecamatan peserta dan konsultasi pertama sesudahnya: yang menyebut nomornya, yang dari tempat sama, yang pascabencana.
-- grain: id_kejadian, kode_kecamatan, kode_desa
-- after: mart_kejadian_wilayah, mart_kontak
-- units: jam_longgar jam; jam_tercatat jam; jam_tersurat jam; jam_sesudah jam; jam_pasca jam
with register as (
    select kode_kecamatan,
           cast(date_trunc('month', min(tanggal)) as timestamp) as dari,
           cast(max(tanggal) + interval '1 day' as timestamp) as sampai
    from mart_kontak
    where jenis = 'konsultasi'
    group by kode_kecamatan
),
tempat as (
    select w.id_kejadian, w.kode_kecamatan, w.kode_desa, w.tanggal_dari, w.tanggal_sampai, w.kode_ancaman, r.sampai,
           coalesce(e.mulai_pada, cast(w.tanggal_dari as timestamp)) as mulai,
           case when e.mulai_pada is null then 24 else 0 end as jam_longgar,
           case when coalesce(e.mulai_pada, cast(w.tanggal_sampai as timestamp) + interval '1 day') < r.dari then 'sebelum register'
                when e.mulai_pada is null and e.presisi_tanggal <> 'hari' then 'tanggal tidak pasti'
                else 'dapat dinilai' end as waktu
    from mart_kejadian_wilayah w
    join kejadian e on e.id_kejadian = w.id_kejadian
    join register r on r.kode_kecamatan = w.kode_kecamatan
),
cocok as (
    select t.id_kejadian, t.kode_kecamatan, t.kode_desa, k.masuk_pada,
           case when k.id_kejadian is not null then 1 else 0 end as tersurat,
           case when k.tahap = 'pasca' or k.topik = 'pemulihan' then 1 else 0 end as pasca
    from tempat t
    join konsultasi k on k.kode_kecamatan = t.kode_kecamatan
                     and (t.kode_desa is null or k.kode_desa = t.kode_desa)
                     and (k.id_kejadian is null or k.id_kejadian = t.id_kejadian)
                     and case when t.waktu = 'tanggal tidak pasti' then k.id_kejadian is not null else k.masuk_pada >= t.mulai end
),
pertama as (
    select id_kejadian, kode_kecamatan, kode_desa,
           min(case when tersurat = 1 then masuk_pada end) as tersurat_pada,
           min(masuk_pada) as sesudah_pada,
           min(case when pasca = 1 then masuk_pada end) as pasca_pada
    from cocok
    group by id_kejadian, kode_kecamatan, kode_desa
)
select t.id_kejadian, t.kode_kecamatan, t.kode_desa, t.tanggal_dari, t.tanggal_sampai, t.kode_ancaman, t.waktu,
       case when t.waktu <> 'tanggal tidak pasti' then t.mulai end as mulai,
       t.jam_longgar,
       (extract(epoch from t.sampai) - extract(epoch from t.mulai)) / 3600 as jam_tercatat,
       p.tersurat_pada, p.sesudah_pada, p.pasca_pada,
       case when t.waktu <> 'tanggal tidak pasti' then (extract(epoch from p.tersurat_pada) - extract(epoch from t.mulai)) / 3600 end as jam_tersurat,
       case when t.waktu <> 'tanggal tidak pasti' then (extract(epoch from p.sesudah_pada) - extract(epoch from t.mulai)) / 3600 end as jam_sesudah,
       case when t.waktu <> 'tanggal tidak pasti' then (extract(epoch from p.pasca_pada) - extract(epoch from t.mulai)) / 3600 end as jam_pasca
from tempat t
left join pertama p on p.id_kejadian = t.id_kejadian
                   and p.kode_kecamatan = t.kode_kecamatan
                   and coalesce(p.kode_desa, '') = coalesce(t.kode_desa, '')
order by t.tanggal_dari, t.id_kejadian, t.kode_kecamatan, t.kode_desa
