-- Cakupan tiap desa pada akhir periode: orang yang pernah dilayani dibagi sasaran, dengan selang Wilson 95 persen; tanpa penyebut berarti tanpa angka. Diurutkan menurut jauhnya dari kantor kecamatan.
-- grain: kode_desa
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: lintang derajat; bujur derajat; terlayani orang; terlayani_lalu orang; sasaran orang; tahun_sasaran tahun; cakupan_persen persen; bawah_persen persen; atas_persen persen; cakupan_lalu_persen persen; jauh jam atau km
with waktu as (
    select coalesce(cast($sampai as date), max(tanggal)) as kini,
           cast(coalesce(cast($sampai as date), max(tanggal)) - interval '1 year' as date) as lalu,
           min(tanggal) as pertama
    from mart_penerima_baru
    where layanan = 'semua'
),
desa_layanan as (
    select d.kode, d.nama, d.kode_kecamatan, d.lintang, d.bujur
    from ref_desa d
    where d.kode_kecamatan in (select kode_kecamatan from mart_layanan_hari)
),
terlayani as (
    select b.kode_desa,
           sum(case when b.tanggal <= w.kini then b.baru_orang else 0 end) as kini,
           sum(case when b.tanggal <= w.lalu then b.baru_orang else 0 end) as lalu
    from mart_penerima_baru b
    cross join waktu w
    where b.layanan = 'semua'
    group by b.kode_desa
),
-- Sasaran tahun itu atau tahun terdekat sebelumnya; bila belum ada, tahun pertama sesudahnya.
sasaran as (
    select p.kode_desa, p.nilai, p.tahun,
           row_number() over (partition by p.kode_desa
                              order by case when p.tahun <= extract(year from w.kini) then 0 else 1 end,
                                       abs(p.tahun - extract(year from w.kini)), p.seri, p.nilai) as urut
    from penyebut p
    cross join waktu w
    where p.ukuran = 'sasaran_penerima' and p.kode_desa is not null
),
jejak as (
    select b.kode_desa, b.jaringan, b.waktu_tempuh_jam, b.jarak_km,
           row_number() over (partition by b.kode_desa, b.lokasi order by b.tanggal_data desc nulls last, b.run desc, b.baris desc) as urut
    from blank_spot b
    cross join waktu w
    where $sampai is null or b.tanggal_data is null or b.tanggal_data <= w.kini
),
sinyal as (
    select kode_desa, max(waktu_tempuh_jam) as jam, max(jarak_km) as km,
           max(case when jaringan = 'tanpa sinyal' then 1 when jaringan is not null then 0 end) as tanpa_sinyal
    from jejak
    where urut = 1
    group by kode_desa
),
ukuran as (
    select case when count(s.jam) > 0 then 'jam' when count(s.km) > 0 then 'km' else 'km garis lurus' end as satuan
    from sinyal s
    join desa_layanan d on d.kode = s.kode_desa
),
kantor as (
    select k.kode, coalesce(max(case when lower(d.nama) = lower(k.nama) then d.lintang end), avg(d.lintang)) as lintang,
           coalesce(max(case when lower(d.nama) = lower(k.nama) then d.bujur end), avg(d.bujur)) as bujur
    from ref_kecamatan k
    join desa_layanan d on d.kode_kecamatan = k.kode
    group by k.kode
),
gabung as (
    select d.kode as kode_desa, d.nama as nama_desa, d.lintang, d.bujur,
           cast(coalesce(t.kini, 0) as bigint) as terlayani,
           cast(case when w.pertama <= w.lalu then coalesce(t.lalu, 0) end as bigint) as terlayani_lalu,
           s.nilai as sasaran, s.tahun as tahun_sasaran,
           1.0 * coalesce(t.kini, 0) / nullif(s.nilai, 0) as p, 1.0 / nullif(s.nilai, 0) as per_orang,
           u.satuan as satuan_jauh,
           case u.satuan when 'jam' then n.jam
                         when 'km' then n.km
                         else 12742.0 * asin(sqrt(pow(sin(radians(d.lintang - k.lintang) / 2), 2)
                              + cos(radians(k.lintang)) * cos(radians(d.lintang)) * pow(sin(radians(d.bujur - k.bujur) / 2), 2))) end as jauh,
           case when n.tanpa_sinyal is not null then n.tanpa_sinyal = 1 end as tanpa_sinyal
    from desa_layanan d
    cross join waktu w
    cross join ukuran u
    join kantor k on k.kode = d.kode_kecamatan
    left join terlayani t on t.kode_desa = d.kode
    left join sasaran s on s.kode_desa = d.kode and s.urut = 1
    left join sinyal n on n.kode_desa = d.kode
    where ($kecamatan is null or d.kode_kecamatan = $kecamatan)
      and ($desa is null or d.kode = $desa)
)
select kode_desa, nama_desa, lintang, bujur, terlayani, terlayani_lalu, sasaran, tahun_sasaran,
       100.0 * p as cakupan_persen,
       case when p between 0 and 1 then
           100.0 * (p + 1.9208 * per_orang - 1.96 * sqrt(p * (1 - p) * per_orang + 0.9604 * per_orang * per_orang)) / nullif(1 + 3.8416 * per_orang, 0) end as bawah_persen,
       case when p between 0 and 1 then
           100.0 * (p + 1.9208 * per_orang + 1.96 * sqrt(p * (1 - p) * per_orang + 0.9604 * per_orang * per_orang)) / nullif(1 + 3.8416 * per_orang, 0) end as atas_persen,
       100.0 * terlayani_lalu / nullif(sasaran, 0) as cakupan_lalu_persen,
       jauh, satuan_jauh, tanpa_sinyal
from gabung
order by jauh nulls last, nama_desa
