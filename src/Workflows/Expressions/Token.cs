namespace Innovation.Workflows.Expressions;

internal enum TokenKind
{
    End,
    Number,
    Text,
    Word,
    Symbol,
}

/// <summary>One token; <paramref name="Text"/> is the decoded string, the word or the symbol.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, decimal Number, int Position)
{
    public bool Is(string symbolOrWord) => Kind is TokenKind.Symbol or TokenKind.Word && Text == symbolOrWord;
}
