#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| duizhao_fuzz::files(data));
