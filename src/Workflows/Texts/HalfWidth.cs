namespace Innovation.Workflows.Texts;

/// <summary>全角转半角, for what people type. Unicode normalisation would do more: it also turns ① into 1 and ㎡ into m2.</summary>
public static class HalfWidth
{
    /// <summary>The half-width form of a full-width sign (！ to ～); any other as it is.</summary>
    public static char Of(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;
}
