using Innovation.Workflows.Definitions;

namespace Innovation.Workflows.Programs.Exchange;

/// <summary>Chinese words of the values that options of stages may take.</summary>
internal static class ChoiceWords
{
    private static readonly Dictionary<string, string> Words = StageKindCatalogue.All.SelectMany(k => k.Options).Concat(StageKindCatalogue.Common)
        .SelectMany(WithFields).SelectMany(o => o.Choices).DistinctBy(c => c.Key).ToDictionary(c => c.Key, c => c.Value);

    private static IEnumerable<StageOption> WithFields(StageOption option) => option.Fields.SelectMany(WithFields).Prepend(option);

    public static string? Find(string value) => Words.GetValueOrDefault(value);
}
