using Innovation.Workflows.Programs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class NumberSeriesConfiguration : IEntityTypeConfiguration<NumberSeriesRow>
{
    public void Configure(EntityTypeBuilder<NumberSeriesRow> builder)
    {
        builder.ToTable("NumberSeries");
        builder.HasKey(n => n.Series);
        builder.Property(n => n.Series).HasMaxLength(80);
        builder.Property(n => n.Starts).HasMaxLength(400);
        builder.Property(n => n.Revision).IsConcurrencyToken();
    }
}
