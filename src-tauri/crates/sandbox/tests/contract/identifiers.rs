//! The check digits of the national standards.

use sandbox::companies;

/// GB 32100-2015: whether the last of 18 characters is the correct check character.
fn is_valid_credit_code(code: &str) -> bool {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let values: Option<Vec<usize>> = code.chars().map(|character| ALPHABET.find(character)).collect();
    values.is_some_and(|values| {
        let sum: usize = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
        values.len() == 18 && values[17] == (31 - sum % 31) % 31
    })
}

/// GS 15-2006: whether 15 digits satisfy MOD 11,10.
fn is_valid_registration_no(number: &str) -> bool {
    let digits: Option<Vec<u32>> = number.chars().map(|digit| digit.to_digit(10)).collect();
    digits.is_some_and(|digits| {
        let product = digits.iter().take(14).fold(10, |product, digit| match (product + digit) % 10 {
            0 => 20 % 11,
            sum => sum * 2 % 11,
        });
        digits.len() == 15 && (product + digits[14]) % 10 == 1
    })
}

#[test]
fn the_checks_accept_published_codes_and_refuse_a_changed_digit() {
    for code in ["91440116771190375E", "91330106311245339J", "91110000802100433B"] {
        assert!(is_valid_credit_code(code), "{code}");
    }
    assert!(!is_valid_credit_code("91350203M0001QKT19"));
    assert!(!is_valid_credit_code("91440116771190376E"));
    // The standard's own example.
    assert!(is_valid_registration_no("110108000000016"));
    assert!(!is_valid_registration_no("110108000000017"));
}

#[test]
fn every_company_has_valid_identifiers_of_its_own() {
    for company in companies() {
        assert!(is_valid_credit_code(company.credit_code), "{}", company.name);
        assert!(is_valid_registration_no(company.registration_no), "{}", company.name);
        let shared = |other: &&sandbox::Company| {
            other.credit_code == company.credit_code || other.registration_no == company.registration_no
        };
        assert_eq!(companies().iter().filter(shared).count(), 1, "{}", company.name);
    }
}

#[test]
fn one_credit_code_ends_in_0() {
    // An implementation without the outer modulo fails here.
    assert!(companies().iter().any(|company| company.credit_code.ends_with('0')));
}
