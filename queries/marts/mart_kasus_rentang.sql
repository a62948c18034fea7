-- Keadaan tiap kasus dan pemegangnya dari tanggal sampai sebelum tanggal berikutnya.
-- grain: id_kasus, dari
-- units: batas_hari_kerja hari kerja; terbuka 1 = ya
with harian as (
    select id_kasus, status, tingkat, instansi, cast(status_pada as date) as dari,
           row_number() over (partition by id_kasus, cast(status_pada as date) order by status_pada desc, baris desc) as urut
    from riwayat_kasus
)
select h.id_kasus, k.kode_kecamatan, k.kode_desa, cast(k.masuk_pada as date) as masuk_tanggal, k.batas_hari_kerja,
       h.status,
       case when h.status in ('selesai', 'selesai_desa', 'ditolak', 'tidak_dapat_dihubungi') then 0 else 1 end as terbuka,
       case when h.instansi is not null then h.instansi
            when h.status in ('diterima_desa', 'puskesos', 'selesai_desa') then 'Desa dan Puskesos'
            when h.status = 'kecamatan' then 'Kecamatan'
            else 'SLRT Dinas Sosial' end as pemegang,
       h.dari,
       lead(h.dari) over (partition by h.id_kasus order by h.dari) as sampai
from harian h
join kasus k on k.id_kasus = h.id_kasus
where h.urut = 1
order by h.id_kasus, h.dari
