"""What a rule is: findings, traits, document parts."""
