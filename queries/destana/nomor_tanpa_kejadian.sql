-- Konsultasi yang menyebut nomor kejadian, tetapi kejadian itu tidak dikenal, tidak menyentuh desanya, atau baru mulai sesudahnya.
-- grain: id
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: desa VARCHAR = NULL
with tempat as (
    select distinct w.id_kejadian, w.kode_kecamatan, w.kode_desa, coalesce(e.mulai_pada, cast(w.tanggal_dari as timestamp)) as mulai
    from mart_kejadian_wilayah w
    join kejadian e on e.id_kejadian = w.id_kejadian
),
kaitan as (
    select k.id_konsultasi, max(case when t.id_kejadian is not null then 1 else 0 end) as menyentuh,
           max(case when k.masuk_pada >= t.mulai then 1 else 0 end) as sesudah
    from konsultasi k
    left join tempat t on t.id_kejadian = k.id_kejadian
                      and t.kode_kecamatan = k.kode_kecamatan
                      and (t.kode_desa is null or t.kode_desa = k.kode_desa)
    where k.id_kejadian is not null
    group by k.id_konsultasi
)
select k.id_konsultasi as id, k.id_kejadian, d.nama as nama_desa, k.masuk_pada,
       case when not exists (select 1 from mart_kejadian e where e.id_kejadian = k.id_kejadian) then 'kejadian tidak dikenal'
            when s.menyentuh = 0 then 'kejadian tidak menyentuh desanya'
            else 'konsultasi sebelum kejadian' end as sebab
from konsultasi k
join kaitan s on s.id_konsultasi = k.id_konsultasi
join ref_desa d on d.kode = k.kode_desa
where (s.menyentuh = 0 or s.sesudah = 0)
  and ($dari is null or cast(k.masuk_pada as date) >= $dari)
  and ($sampai is null or cast(k.masuk_pada as date) <= $sampai)
  and ($desa is null or k.kode_desa = $desa)
order by k.masuk_pada desc, k.id_konsultasi
