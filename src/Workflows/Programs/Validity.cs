namespace Innovation.Workflows.Programs;

/// <summary>Validity 有效期 of certificates.</summary>
public static class Validity
{
    /// <summary>
    /// Expiry date: the same calendar day so many years later, else the end of the month; 2024-02-29 + 3 years is
    /// 2027-02-28 (after 民法典 第二百零二条).
    /// </summary>
    /// <param name="issued">Issue date, in China.</param>
    /// <param name="years">From 1 to 100.</param>
    public static DateOnly ExpiryDate(DateOnly issued, int years)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(years, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(years, 100);
        return issued.AddYears(years);
    }

    /// <summary>Whether a certificate is past its expiry date; the date itself still counts as valid.</summary>
    public static bool IsExpired(DateOnly expiry, DateOnly today) => today > expiry;
}
