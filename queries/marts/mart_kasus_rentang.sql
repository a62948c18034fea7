-- Keadaan tiap kasus dari tanggal sampai sebelum tanggal berikutnya: pemegangnya, dan hari kerja jamnya sudah berjalan; jam diam selama menunggu warga dan selama ditutup.
-- grain: id_kasus, dari
-- after: mart_kasus, mart_hari_kerja
-- units: batas_hari_kerja hari kerja; terbuka 1 = ya; berjalan 1 = ya; jalan_sebelum hari kerja; dari_ke hari kerja; urutan rentang
with langkah as (
    select r.id_kasus, r.status, r.tingkat, r.status_pada, r.baris, cast(r.status_pada as date) as dicatat,
           case when cast(r.status_pada as date) < k.masuk_tanggal then k.masuk_tanggal else cast(r.status_pada as date) end as dari
    from riwayat_kasus r
    join mart_kasus k on k.id_kasus = r.id_kasus
    union all
    -- Tanpa riwayat sejak hari masuk, kasus terbuka pada tingkat asalnya.
    select k.id_kasus,
           case k.tingkat_asal when 'desa' then 'diterima_desa' when 'puskesos' then 'puskesos' when 'kecamatan' then 'kecamatan' else 'slrt' end,
           k.tingkat_asal, cast(null as timestamp), 0, k.masuk_tanggal, k.masuk_tanggal
    from mart_kasus k
    where not exists (
        select 1 from riwayat_kasus r where r.id_kasus = k.id_kasus and cast(r.status_pada as date) <= k.masuk_tanggal
    )
),
tanda as (
    select l.*,
           row_number() over (partition by id_kasus order by dari, status_pada nulls first, baris, status) as nomor,
           case when status in ('diterima_desa', 'puskesos', 'selesai_desa') then 'Desa dan Puskesos'
                when status = 'kecamatan' then 'Kecamatan'
                when status = 'dirujuk' then 'Instansi rujukan'
                when tingkat in ('desa', 'puskesos') then 'Desa dan Puskesos'
                when tingkat = 'kecamatan' then 'Kecamatan'
                when status in ('slrt', 'dibuka_kembali') then 'SLRT Dinas Sosial' end as disebut,
           case when status in ('diterima_desa', 'puskesos', 'selesai_desa') or tingkat in ('desa', 'puskesos') then 'desa dan Puskesos'
                when status = 'kecamatan' then 'kecamatan'
                when tingkat is not null then tingkat
                when status in ('slrt', 'dirujuk') then 'kabupaten' end as tempat
    from langkah l
),
nomor as (
    -- Yang tidak menyebut pemegang atau tingkat meneruskan yang terakhir disebut.
    select t.*, count(disebut) over (partition by id_kasus order by nomor) as sejak_disebut,
           count(tempat) over (partition by id_kasus order by nomor) as sejak_tempat
    from tanda t
),
terisi as (
    select n.*, max(disebut) over (partition by id_kasus, sejak_disebut) as pemegang,
           max(tempat) over (partition by id_kasus, sejak_tempat) as tingkat_kini,
           row_number() over (partition by id_kasus, dari order by nomor desc) as urut
    from nomor n
),
harian as (
    select t.id_kasus, t.dari, t.status, coalesce(t.pemegang, 'SLRT Dinas Sosial') as pemegang, t.tingkat_kini as tingkat,
           case when t.status in ('selesai', 'selesai_desa', 'ditolak', 'tidak_dapat_dihubungi') then 0 else 1 end as terbuka,
           case when t.status in ('selesai', 'selesai_desa', 'ditolak', 'tidak_dapat_dihubungi', 'menunggu_warga') then 0 else 1 end as berjalan,
           lead(t.dari) over (partition by t.id_kasus order by t.dari) as sampai,
           h.ke as dari_ke
    from terisi t
    join mart_hari_kerja h on h.tanggal = greatest(least(t.dari, cast('2040-12-31' as date)), cast('2015-01-01' as date))
    where t.urut = 1
),
jalan as (
    select h.*, row_number() over (partition by id_kasus order by dari) as urutan,
           berjalan * (lead(dari_ke) over (partition by id_kasus order by dari) - dari_ke) as jalan
    from harian h
)
select j.id_kasus, k.kode_kecamatan, k.kode_desa, k.masuk_tanggal, k.batas_hari_kerja, j.status, j.terbuka, j.pemegang, j.tingkat,
       j.berjalan,
       cast(coalesce(sum(j.jalan) over (partition by j.id_kasus order by j.dari rows between unbounded preceding and 1 preceding), 0) as integer) as jalan_sebelum,
       j.dari_ke, j.dari, j.sampai, cast(j.urutan as integer) as urutan
from jalan j
join mart_kasus k on k.id_kasus = j.id_kasus
order by j.id_kasus, j.dari
