-- Konsultasi pada filter ini: desa yang aktif 90 hari terakhir data, waktu jawab, yang selesai dan yang belum dijawab.
-- grain: satu baris
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: desa VARCHAR = NULL
-- units: konsultasi konsultasi; konsultasi_total konsultasi; desa_aktif desa; desa_pernah desa; desa_total desa; dijawab konsultasi; belum_dijawab konsultasi; selesai konsultasi; median_jawab_jam jam; p90_jawab_jam jam
with terakhir as (
    select cast(max(masuk_pada) as date) as tanggal from konsultasi
),
terpilih as (
    select k.*,
           case when k.dijawab_pada > k.masuk_pada
                then (extract(epoch from k.dijawab_pada) - extract(epoch from k.masuk_pada)) / 3600 end as jawab_jam
    from konsultasi k
    where ($dari is null or cast(k.masuk_pada as date) >= $dari)
      and ($sampai is null or cast(k.masuk_pada as date) <= $sampai)
      and ($desa is null or k.kode_desa = $desa)
)
select count(*) as konsultasi,
       (select count(*) from konsultasi) as konsultasi_total,
       count(distinct case when cast(masuk_pada as date) > t.tanggal - 90 then kode_desa end) as desa_aktif,
       count(distinct kode_desa) as desa_pernah,
       (select count(*) from ref_desa d where d.kode_kecamatan in (select kode_kecamatan from konsultasi) and ($desa is null or d.kode = $desa)) as desa_total,
       count(jawab_jam) as dijawab,
       cast(coalesce(sum(case when dijawab_pada is null then 1 else 0 end), 0) as bigint) as belum_dijawab,
       count(selesai_pada) as selesai,
       percentile_cont(0.5) within group (order by jawab_jam) as median_jawab_jam,
       percentile_cont(0.9) within group (order by jawab_jam) as p90_jawab_jam
from terpilih
cross join terakhir t
