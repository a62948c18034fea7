-- Biaya per orang semua layanan: biaya tiap periode dan kecamatan dibagi orang unik yang dilayani pada periode itu; periode tanpa orang tidak ikut.
-- grain: satu baris
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: biaya rupiah; orang orang; periode periode; per_orang rupiah per orang
with pos as (
    select tanggal_dari, tanggal_sampai, kode_kecamatan, sum(biaya_rp) as biaya
    from biaya
    where ($dari is null or tanggal_dari >= $dari)
      and ($sampai is null or tanggal_sampai <= $sampai)
      and ($kecamatan is null or kode_kecamatan = $kecamatan)
    group by tanggal_dari, tanggal_sampai, kode_kecamatan
),
dilayani as (
    select p.tanggal_dari, p.tanggal_sampai, p.kode_kecamatan, max(p.biaya) as biaya, count(distinct k.pid) as orang
    from pos p
    left join kunjungan k on k.kode_kecamatan = p.kode_kecamatan and k.tanggal_kunjungan between p.tanggal_dari and p.tanggal_sampai
    group by p.tanggal_dari, p.tanggal_sampai, p.kode_kecamatan
)
select cast(sum(biaya) as bigint) as biaya, cast(sum(orang) as bigint) as orang, count(*) as periode,
       1.0 * sum(case when orang > 0 then biaya end) / nullif(sum(orang), 0) as per_orang
from dilayani
