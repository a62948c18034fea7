-- Konsultasi satu desa atau semua desa dalam satu rentang tanggal, satu baris tiap konsultasi, terbaru di atas.
-- grain: id
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: desa VARCHAR = NULL
-- units: jawab_jam jam
select k.id_konsultasi as id, d.nama as nama_desa, k.masuk_pada, k.tahap, k.topik, k.kanal, a.nama_pendek as nama_ancaman,
       k.dijawab_pada,
       case when k.dijawab_pada >= k.masuk_pada
            then (extract(epoch from k.dijawab_pada) - extract(epoch from k.masuk_pada)) / 3600 end as jawab_jam,
       k.instansi_dihubungi, k.hasil, k.selesai_pada
from konsultasi k
join ref_desa d on d.kode = k.kode_desa
left join ref_ancaman a on a.kode = k.kode_ancaman
where ($dari is null or cast(k.masuk_pada as date) >= $dari)
  and ($sampai is null or cast(k.masuk_pada as date) <= $sampai)
  and ($desa is null or k.kode_desa = $desa)
order by k.masuk_pada desc, k.id_konsultasi
