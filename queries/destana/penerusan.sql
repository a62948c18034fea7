-- Jalan konsultasi: bahaya yang ditanyakan dan ke mana kecamatan meneruskannya; tanpa instansi berarti dijawab di kecamatan atau belum dijawab.
-- grain: nama_ancaman, tujuan
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: desa VARCHAR = NULL
-- units: konsultasi konsultasi; belum_selesai konsultasi
with tujuan as (
    select coalesce(a.nama_pendek, 'Bahaya tidak disebut') as nama_ancaman,
           case when nullif(trim(k.instansi_dihubungi), '') is not null then trim(k.instansi_dihubungi)
                when k.dijawab_pada is not null then 'Dijawab di kecamatan'
                else 'Belum dijawab' end as tujuan,
           k.selesai_pada
    from konsultasi k
    left join ref_ancaman a on a.kode = k.kode_ancaman
    where ($dari is null or cast(k.masuk_pada as date) >= $dari)
      and ($sampai is null or cast(k.masuk_pada as date) <= $sampai)
      and ($desa is null or k.kode_desa = $desa)
)
select nama_ancaman, tujuan, count(*) as konsultasi,
       cast(sum(case when selesai_pada is null then 1 else 0 end) as bigint) as belum_selesai
from tujuan
group by nama_ancaman, tujuan
order by konsultasi desc, nama_ancaman, tujuan
