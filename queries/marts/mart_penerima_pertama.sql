-- Setiap orang yang pernah dikunjungi, sekali, pada tanggal kunjungan pertamanya.
-- grain: pid
with urut as (
    select pid, kode_desa, kode_kecamatan, tanggal_kunjungan,
           row_number() over (partition by pid order by tanggal_kunjungan, kode_desa, layanan) as ke
    from kunjungan
)
select pid, kode_desa, kode_kecamatan, tanggal_kunjungan as pertama_tanggal
from urut
where ke = 1
order by pid
