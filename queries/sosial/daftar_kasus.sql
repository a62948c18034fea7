-- Kasus terbuka pada satu tanggal, yang paling jauh lewat batasnya lebih dahulu; kategori dan instansi hanya terisi bagi pengelola rujukan; paling banyak 200 baris.
-- grain: id_kasus
-- param: per DATE = NULL
-- param: ambang DOUBLE = 2
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: pemegang VARCHAR = NULL
-- units: hari_kerja hari kerja; hari_kalender hari; batas_hari_kerja hari kerja; lewat_hari hari kerja
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
kini as (
    select r.*, t.per, r.jalan_sebelum + r.berjalan * (h.ke - r.dari_ke) as hari_kerja
    from mart_kasus_rentang r
    cross join tanggal t
    join mart_hari_kerja h on h.tanggal = t.per
    where r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
      and ($kecamatan is null or r.kode_kecamatan = $kecamatan)
      and ($dari is null or r.masuk_tanggal >= $dari)
      and ($sampai is null or r.masuk_tanggal <= $sampai)
),
keadaan as (
    select k.*,
           case when status in ('ditolak', 'tidak_dapat_dihubungi') then 'ditutup_lain'
                when terbuka = 0 and batas_hari_kerja is null then 'selesai_tanpa_batas'
                when terbuka = 0 and hari_kerja <= batas_hari_kerja then 'selesai_tepat'
                when terbuka = 0 then 'selesai_lambat'
                when hari_kerja > batas_hari_kerja then 'lewat'
                when status = 'menunggu_warga' then 'dijeda'
                when batas_hari_kerja - hari_kerja <= coalesce($ambang, 2) then 'mendekati'
                else 'dalam_batas' end as keadaan
    from kini k
    where terbuka = 1
),
instansi as (
    select r.id_kasus, r.instansi, row_number() over (partition by r.id_kasus order by r.status_pada desc, r.baris desc) as urut
    from riwayat_kasus r
    cross join tanggal t
    where r.instansi is not null and cast(r.status_pada as date) <= t.per
)
select k.id_kasus, substr(a.pid, 1, 8) as samaran, c.nama as nama_kecamatan, d.nama as nama_desa, a.kategori, a.prioritas, k.masuk_tanggal, k.pemegang, i.instansi,
       k.hari_kerja, k.per - k.masuk_tanggal as hari_kalender, k.batas_hari_kerja, k.hari_kerja - k.batas_hari_kerja as lewat_hari, k.keadaan
from keadaan k
join kasus a on a.id_kasus = k.id_kasus
left join ref_kecamatan c on c.kode = k.kode_kecamatan
left join ref_desa d on d.kode = k.kode_desa
left join instansi i on i.id_kasus = k.id_kasus and i.urut = 1
where ($pemegang is null or k.pemegang = $pemegang)
order by k.hari_kerja - k.batas_hari_kerja desc nulls last, k.hari_kerja desc, k.id_kasus
limit 200
