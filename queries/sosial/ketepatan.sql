-- Ketepatan sasaran tiap program pada tahun kalender terakhir: penerima di luar batas desil dari penerima yang berdesil, dan yang layak tetapi belum tercatat menerima dari yang layak, dengan selang Wilson 95 persen; angka kosong berarti disembunyikan, tanpa batas desil atau tanpa penyaluran.
-- grain: kode_program
-- units: batas desil; penerima keluarga atau orang; tidak_layak_menerima keluarga atau orang; tidak_diketahui_menerima keluarga atau orang; layak keluarga atau orang; belum_terlayani keluarga atau orang; tidak_diketahui keluarga atau orang; inklusi_persen persen; inklusi_bawah persen; inklusi_atas persen; eksklusi_persen persen; eksklusi_bawah persen; eksklusi_atas persen
with isi as (
    select kode_program, max(tahun) as tahun,
           max(case when kelayakan = 'layak' and penerimaan = 'menerima' then jumlah end) as layak_menerima,
           max(case when kelayakan = 'layak' and penerimaan = 'tidak' then jumlah end) as belum_terlayani,
           max(case when kelayakan = 'tidak_layak' and penerimaan = 'menerima' then jumlah end) as tidak_layak_menerima,
           max(case when kelayakan = 'tidak_diketahui' and penerimaan = 'menerima' then jumlah end) as tidak_diketahui_menerima,
           max(case when kelayakan = 'layak' and penerimaan is null then jumlah end) as layak,
           max(case when kelayakan = 'tidak_diketahui' and penerimaan is null then jumlah end) as tidak_diketahui
    from kubus_ketepatan
    group by kode_program
),
bagian as (
    select kode_program, tahun, layak, belum_terlayani, tidak_layak_menerima, tidak_diketahui_menerima, tidak_diketahui,
           layak_menerima + tidak_layak_menerima as penerima,
           1.0 * tidak_layak_menerima / nullif(layak_menerima + tidak_layak_menerima, 0) as i,
           1.0 / nullif(layak_menerima + tidak_layak_menerima, 0) as i_per,
           1.0 * belum_terlayani / nullif(layak, 0) as e, 1.0 / nullif(layak, 0) as e_per
    from isi
),
batas as (
    select kode_program, max(desil_maks) as batas from ref_batas_desil where status = 'dipakai' group by kode_program
)
select b.tahun, p.kode as kode_program, p.nama as nama_program, case when p.satuan = 'keluarga' then 'keluarga' else 'orang' end as satuan,
       t.batas, b.penerima, b.tidak_layak_menerima, b.tidak_diketahui_menerima, b.layak, b.belum_terlayani, b.tidak_diketahui,
       case when t.batas is null then 'tanpa batas desil' when b.kode_program is null then 'tanpa penyaluran tercatat' else 'dinilai' end as keadaan,
       100.0 * i as inklusi_persen,
       100.0 * (i + 1.9208 * i_per - 1.96 * sqrt(i * (1 - i) * i_per + 0.9604 * i_per * i_per)) / nullif(1 + 3.8416 * i_per, 0) as inklusi_bawah,
       100.0 * (i + 1.9208 * i_per + 1.96 * sqrt(i * (1 - i) * i_per + 0.9604 * i_per * i_per)) / nullif(1 + 3.8416 * i_per, 0) as inklusi_atas,
       100.0 * e as eksklusi_persen,
       100.0 * (e + 1.9208 * e_per - 1.96 * sqrt(e * (1 - e) * e_per + 0.9604 * e_per * e_per)) / nullif(1 + 3.8416 * e_per, 0) as eksklusi_bawah,
       100.0 * (e + 1.9208 * e_per + 1.96 * sqrt(e * (1 - e) * e_per + 0.9604 * e_per * e_per)) / nullif(1 + 3.8416 * e_per, 0) as eksklusi_atas
from ref_program_bansos p
left join bagian b on b.kode_program = p.kode
left join batas t on t.kode_program = p.kode
order by case when b.kode_program is null then 1 else 0 end, p.kode
