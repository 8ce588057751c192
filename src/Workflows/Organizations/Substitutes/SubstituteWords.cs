namespace Innovation.Workflows.Organizations;

/// <summary>How acts of a substitute are written, everywhere the same.</summary>
public static class SubstituteWords
{
    /// <summary>赵某 代 张某, or 张某 alone.</summary>
    /// <param name="substitute">Who really acted; null: nobody else.</param>
    /// <param name="absent">In whose name.</param>
    public static string Of(string? substitute, string absent) => substitute is null ? absent : $"{substitute} 代 {absent}";
}
