-- Biaya per orang tiap layanan: biaya periode dibagi orang unik yang dilayani pada periode biaya itu; terendah dan tertinggi adalah biaya per orang antarperiode.
-- grain: layanan
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: biaya rupiah; orang orang; periode periode; per_orang rupiah per orang; terendah rupiah per orang; tertinggi rupiah per orang; tanpa_orang periode
with pos as (
    select tanggal_dari, tanggal_sampai, kode_kecamatan, layanan, sum(biaya_rp) as biaya
    from biaya
    where ($dari is null or tanggal_dari >= $dari)
      and ($sampai is null or tanggal_sampai <= $sampai)
      and ($kecamatan is null or kode_kecamatan = $kecamatan)
    group by tanggal_dari, tanggal_sampai, kode_kecamatan, layanan
),
dilayani as (
    select p.tanggal_dari, p.tanggal_sampai, p.kode_kecamatan, p.layanan, max(p.biaya) as biaya, count(distinct k.pid) as orang
    from pos p
    left join kunjungan k on k.kode_kecamatan = p.kode_kecamatan
                         and k.tanggal_kunjungan between p.tanggal_dari and p.tanggal_sampai
                         and (p.layanan is null or k.layanan = p.layanan)
    group by p.tanggal_dari, p.tanggal_sampai, p.kode_kecamatan, p.layanan
)
select coalesce(layanan, 'semua layanan') as layanan,
       cast(sum(biaya) as bigint) as biaya, cast(sum(orang) as bigint) as orang, count(*) as periode,
       1.0 * sum(case when orang > 0 then biaya end) / nullif(sum(orang), 0) as per_orang,
       min(1.0 * biaya / nullif(orang, 0)) as terendah, max(1.0 * biaya / nullif(orang, 0)) as tertinggi,
       count(case when orang = 0 then 1 end) as tanpa_orang
from dilayani
group by coalesce(layanan, 'semua layanan')
order by per_orang desc nulls last, layanan
