-- Konsultasi yang perlu tindak lanjut atau diteruskan dan belum selesai, dengan umurnya; yang tertua di atas.
-- grain: id
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: desa VARCHAR = NULL
-- param: hari_ini DATE = NULL
-- units: umur_hari hari
select k.id_konsultasi as id, d.nama as nama_desa, cast(k.masuk_pada as date) as masuk_tanggal, k.topik, k.hasil, k.instansi_dihubungi,
       coalesce(cast($hari_ini as date), current_date) - cast(k.masuk_pada as date) as umur_hari
from konsultasi k
join ref_desa d on d.kode = k.kode_desa
where k.hasil in ('perlu tindak lanjut', 'diteruskan')
  and k.selesai_pada is null
  and ($dari is null or cast(k.masuk_pada as date) >= $dari)
  and ($sampai is null or cast(k.masuk_pada as date) <= $sampai)
  and ($desa is null or k.kode_desa = $desa)
order by umur_hari desc, k.id_konsultasi
