{prompt}
